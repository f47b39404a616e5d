import { useSetting } from '../settings/use-setting.ts';
import { type Column, keptColumns } from './column.ts';

/** Which columns of a list the reader sees, and in which order; kept by the list's name. */
export function useColumns<Row>(name: string, columns: readonly Column<Row>[]) {
  const [kept, keep] = useSetting(`columns.${name}`);
  const keys = keptColumns(columns, kept);
  const shown = keys.map((key) => columns.find((it) => it.key === key)!);
  return { shown, keys, choose: (next: readonly string[]) => keep(keptColumns(columns, next)) };
}
