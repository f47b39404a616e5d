import { groups } from './rfm-rules.ts';

/** Which of the eight groups: recency, frequency and money (r, f, m) high or low, as three bits. */
export const groupSql = `[${groupWords().join(', ')}][1 + 4 * (r >= {high_r:UInt8}) + 2 * (f >= {high_f:UInt8}) + (m >= {high_m:UInt8})]`;

function groupWords(): string[] {
  const marks = [0, 1, 2, 3, 4, 5, 6, 7].map(
    (bits) => (bits & 4 ? 'r' : '') + (bits & 2 ? 'f' : '') + (bits & 1 ? 'm' : ''),
  );
  return marks.map((mark) => `'${groups.find((group) => group.high === mark)!.code}'`);
}
