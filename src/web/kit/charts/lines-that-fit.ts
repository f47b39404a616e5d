/** Pixels of a line of 13 px, and around the text of a cell. */
const LINE = 18;
const AROUND = 10;

/** Pixels of a text of 13 px, at most: an ideograph is as wide as it is high, a letter about half of it. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 13 : 7.4), 0);

/** Of lines, all that fit a room as they are, none of them cut; the first gives way last. Pure. */
export function linesThatFit(
  lines: readonly string[],
  room: { readonly width: number; readonly height: number },
): string[] {
  const most = Math.floor((room.height - AROUND / 2) / LINE);
  return lines.filter((it) => widthOf(it) + AROUND <= room.width).slice(0, Math.max(0, most));
}
