import { wordOf } from '../settings/settings-rules.ts';
import { useSetting } from '../settings/use-setting.ts';

/** Rows a page may have; the first is what it has unless the reader chose. */
export const pageSizes = [50, 20, 100, 200] as const;

/** How many rows a page of a list has for the reader. */
export function usePageSize(name: string) {
  const [kept, keep] = useSetting(`rows.${name}`);
  return { size: wordOf(pageSizes, kept), onSize: (size: number) => keep(size) };
}
