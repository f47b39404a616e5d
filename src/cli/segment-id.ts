import { ProblemError, problem } from '../platform/errors.ts';

/** The number of a segment as it was typed; throws the problem `wrong-usage`. */
export function segmentId(word: string | undefined): number {
  if (word !== undefined && /^[1-9]\d{0,8}$/.test(word)) return Number(word);
  throw new ProblemError(
    problem('wrong-usage', 400, {
      zh: '请给出人群编号; shuke segments list 列出所有人群',
      en: 'Give the number of a segment; shuke segments list shows them',
    }),
  );
}

/** What names a segment on the command line. */
export const segmentArgument = {
  name: 'SEGMENT',
  summary: { zh: '人群编号', en: 'number of the segment' },
} as const;
