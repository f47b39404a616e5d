/** Chinese characters and their punctuation take two columns of a terminal. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

/** Columns of a terminal this text takes. */
export const widthOf = (text: string): number => text.length + (text.match(wide)?.length ?? 0);

/** The text, filled up with blanks to so many columns of a terminal. */
export const padded = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** A number already written out (an amount of money): aligned to the right as numbers are. */
export interface Figure {
  readonly figure: string;
}

/** Cells as they should stand; numbers are aligned to the right. `null` is shown as `-`. */
export type Cell = string | number | boolean | Figure | null | undefined;

function textOf(cell: Cell): string {
  if (cell === null || cell === undefined) return '-';
  return typeof cell === 'object' ? cell.figure : String(cell);
}

const isFigure = (cell: Cell): boolean =>
  typeof cell === 'number' || (typeof cell === 'object' && cell !== null);

/** Rows under a head, columns as wide as their widest cell. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cells = rows.map((row) => row.map(textOf));
  const widths = head.map((name, column) =>
    Math.max(widthOf(name), ...cells.map((row) => widthOf(row[column] ?? ''))),
  );
  const isNumber = head.map((_, column) => rows.some((row) => isFigure(row[column])));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => {
        const space = ' '.repeat(widths[column]! - widthOf(cell));
        return isNumber[column] ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd();
  return `${[head, ...cells].map(line).join('\n')}\n`;
}

/** `12.3%`, or nothing to show where nothing was divided. */
export const percent = (share: number | null): string | null =>
  share === null ? null : `${(share * 100).toFixed(1)}%`;
