import { useMemo } from 'react';
import { useSetting } from '../settings/use-setting.ts';
import { type Column, columnsSetting, keptColumns } from './column.ts';
import { keptWidths, withWidth } from './widths.ts';

/** Which columns of a list the reader sees, in which order and how wide; kept by the list's name. */
export function useColumns<Row>(name: string, columns: readonly Column<Row>[]) {
  const [kept, keep] = useSetting(columnsSetting(name));
  const [keptWide, keepWide] = useSetting(`widths.${name}`);
  const { keys, widths, shown } = useMemo(
    () => shownOf(columns, { kept, keptWide }),
    [columns, kept, keptWide],
  );
  return {
    ...{ shown, keys },
    choose: (next: readonly string[]) => keep(keptColumns(columns, next)),
    onWidth: (key: string, width: number | undefined) => keepWide(withWidth(widths, key, width)),
    /** Every column as wide as what stands in it. */
    forgetWidths: () => keepWide({}),
  };
}

function shownOf<Row>(
  columns: readonly Column<Row>[],
  { kept, keptWide }: Record<'kept' | 'keptWide', unknown>,
) {
  const keys = keptColumns(columns, kept);
  const widths = keptWidths(keptWide);
  const shown = keys.map((key) => {
    const column = columns.find((it) => it.key === key)!;
    return widths[key] === undefined ? column : { ...column, width: widths[key] };
  });
  return { keys, widths, shown };
}
