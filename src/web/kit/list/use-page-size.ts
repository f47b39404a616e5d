import { useSetting } from '../settings/use-setting.ts';
import { sizeOf, sizeSetting } from './page-sizes.ts';

/** How many rows a page of a list has for the reader. */
export function usePageSize(name: string) {
  const [kept, keep] = useSetting(sizeSetting(name));
  return { size: sizeOf(kept), onSize: (size: number) => keep(size) };
}
