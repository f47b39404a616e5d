/** A table of what is on screen as a file. It names nobody: only counted figures are given to it. */

/** What a spreadsheet would take for a formula is text. */
const safe = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) && !/^-?\d/.test(cell) ? `'${cell}` : cell);

export const csvOf = (rows: readonly (readonly (string | number | null)[])[]): string =>
  rows
    .map((row) => row.map((it) => `"${safe(String(it ?? '')).replaceAll('"', '""')}"`).join(','))
    .map((line) => `${line}\r\n`)
    .join('');

/** With a byte order mark, by which spreadsheets know Chinese. */
export function saveCsv(name: string, rows: Parameters<typeof csvOf>[0]): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(['\uFEFF', csvOf(rows)], { type: 'text/csv;charset=utf-8' }));
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
