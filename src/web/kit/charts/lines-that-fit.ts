/** Pixels of a line of 13 px, and around the text of a cell. */
const LINE = 18;
const AROUND = 10;

/** Pixels of a text of 13 px, at most: an ideograph is as wide as it is high, a letter about half of it. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 13 : 7.4), 0);

/** Between words; what is between figures belongs together. */
const breaks = /(?<=\p{L},?) (?=\p{L})/u;

/** Rows a line takes where it breaks between words; undefined where a word is wider than the room. */
function rowsOf(line: string, width: number): number | undefined {
  let rows = 1;
  let row = '';
  for (const word of line.split(breaks)) {
    if (widthOf(word) > width) return undefined;
    const longer = row === '' ? word : `${row} ${word}`;
    if (widthOf(longer) <= width) row = longer;
    else [row, rows] = [word, rows + 1];
  }
  return rows;
}

/** Of lines, all that fit a room, broken between words but never within one; the first gives way last. Pure. */
export function linesThatFit(
  lines: readonly string[],
  room: { readonly width: number; readonly height: number },
): string[] {
  let left = Math.floor((room.height - AROUND / 2) / LINE);
  return lines.filter((it) => {
    const rows = rowsOf(it, room.width - AROUND);
    if (rows === undefined || rows > left) return false;
    left -= rows;
    return true;
  });
}
