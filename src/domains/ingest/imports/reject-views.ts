import type { RejectLineView } from '../../../contract/uploads.ts';
import { rejectLines } from './reject-lines.ts';

/**
 * Lines of a reject file for a table, from its bytes: at most `most`, and the byte of the file at which the next page
 * begins. `from`: the byte at which these bytes begin; the header (with its mark) is the first line of all.
 */
export function rejectViews(
  bytes: Buffer,
  { from, most }: { from: number; most: number },
): { views: RejectLineView[]; next: number } {
  const { lines } = rejectLines(bytes);
  const page = lines.slice(0, most + (from === 0 ? 1 : 0));
  const last = page.at(-1);
  const views = (from === 0 ? page.slice(1) : page).map(({ cells }) => viewOf(cells));
  return { views, next: from + (last === undefined ? 0 : last.end) };
}

function viewOf([line = '', column = '', value = '', code = '', zh = '', en = '']: readonly string[]) {
  return { line: Number(line), column, value, code, message: { zh, en } };
}
