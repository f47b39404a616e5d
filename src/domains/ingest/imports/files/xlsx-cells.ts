import type ExcelJS from 'exceljs';
import { cleanCell } from './clean-cell.ts';

/** The cells of a row as texts. */
export const cellsOf = (row: ExcelJS.Row): string[] =>
  Array.from((row.values as ExcelJS.CellValue[]).slice(1), (cell) => cleanCell(textOf(cell)));

/** A cell as a person reads it: wall-clock dates, numbers without the dust of binary fractions. */
function textOf(value: ExcelJS.CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(Number(value.toPrecision(15)));
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString().slice(0, 19).replace('T', ' ');
  return textOfRich(value);
}

function textOfRich(value: object): string {
  if ('richText' in value) return (value.richText as { text: string }[]).map((part) => part.text).join('');
  if ('result' in value) return textOf(value.result as ExcelJS.CellValue);
  if ('text' in value) return textOf(value.text as ExcelJS.CellValue);
  return 'error' in value ? String(value.error) : '';
}
