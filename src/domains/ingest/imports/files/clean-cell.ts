const SPACE = 0x20;
const EQUALS = 0x3d;
const APOSTROPHE = 0x27;
const LAST_BLANK = 0x20;
const NO_BREAK_SPACE = 0xa0;
const IDEOGRAPHIC_SPACE = 0x3000;
const BYTE_ORDER_MARK = 0xfeff;

function isBlank(code: number): boolean {
  return (
    code <= LAST_BLANK || code === NO_BREAK_SPACE || code === IDEOGRAPHIC_SPACE || code === BYTE_ORDER_MARK
  );
}

/** True for the one cell in thousands that needs more than a look at its two ends. */
function isSuspicious(first: number, last: number): boolean {
  return isBlank(first) || isBlank(last) || (first <= EQUALS && (first === EQUALS || first === APOSTROPHE));
}

/**
 * A cell without what merchants' exports wrap around it: blanks and tabs at the ends (a trailing tab keeps Excel from
 * cutting long numbers), `="..."` and a leading `'` (the same purpose).
 */
export function cleanCell(cell: string): string {
  const length = cell.length;
  if (length === 0) return cell;
  const first = cell.charCodeAt(0);
  // Digits and letters at both ends are nearly every cell: no regular expression for those (4 M cells a file).
  if (first > SPACE && !isSuspicious(first, cell.charCodeAt(length - 1))) return cell;
  return unwrap(cell.trim());
}

function unwrap(cell: string): string {
  if (cell.startsWith('="') && cell.endsWith('"') && cell.length >= 3) return cell.slice(2, -1).trim();
  return cell.startsWith("'") ? cell.slice(1).trim() : cell;
}
