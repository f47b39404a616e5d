import { useSearchParams } from 'react-router';
import { type FilterName, filterNames } from './filter-fields.ts';
import { filterIn } from './list-question.ts';

/** The filter that the address says, and how to change it. Each change is a step back in the browser. */
export function useFilter() {
  const [search, setSearch] = useSearchParams();
  const change = (values: Partial<Record<FilterName, string | null>>) =>
    setSearch((now) => {
      const next = new URLSearchParams(now);
      for (const [name, value] of Object.entries(values)) {
        if (value === null || value === undefined) next.delete(name);
        else next.set(name, value);
      }
      return next;
    });
  return {
    filter: filterIn(search),
    read: (name: FilterName) => search.get(name),
    change,
    clear: () => change(Object.fromEntries(filterNames.map((name) => [name, null]))),
    /** What a saved view keeps: filters and order. */
    query: search.toString(),
    load: (query: string) => setSearch(new URLSearchParams(query)),
  };
}

export type FilterState = ReturnType<typeof useFilter>;
