import { useSearchParams } from 'react-router';
import { readView, type View } from './read-view.ts';

export type { View };

/** The address of a changed view: defaults stand in no address, and what is not of this view stays. */
export function writeView<K extends string>(
  search: URLSearchParams,
  defaults: View<K>,
  change: Partial<View<K>>,
): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const [key, value] of Object.entries(change) as [K, string][]) {
    if (value === defaults[key]) next.delete(key);
    else next.set(key, value);
  }
  return next;
}

/** The view of this page and how to change it. Each change is a step that the browser's back button undoes. */
export function useView<K extends string>(defaults: View<K>): [View<K>, (change: Partial<View<K>>) => void] {
  const [search, setSearch] = useSearchParams();
  const change = (it: Partial<View<K>>) => setSearch((now) => writeView(now, defaults, it));
  return [readView(search, defaults), change];
}
