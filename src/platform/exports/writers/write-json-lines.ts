import type { Cell, Column, Row } from '../column.ts';
import { machineName, type Writer } from './plan.ts';

/** One object a line; money in minor units, instants in UTC, null where there is nothing. */
export const writeJsonLines: Writer = async function* (batches, { columns }) {
  const fields = columns.map((it) => ({ key: JSON.stringify(machineName(it)), ...it }));
  const line = (row: Row): string =>
    `{${fields.map((it) => `${it.key}:${JSON.stringify(jsonValue(it, row[it.code]))}`).join(',')}}\n`;
  for await (const rows of batches) yield Buffer.from(rows.map(line).join(''));
};

function jsonValue({ type }: Column, cell: Cell | undefined): Cell {
  if (cell === null || cell === undefined) return null;
  return type === 'instant' ? new Date(Number(cell)).toISOString() : cell;
}
