import { useSearchParams } from 'react-router';

/** Where a list goes on, in the address bar. */
export function useAddressCursor() {
  const [search, setSearch] = useSearchParams();
  return {
    cursor: search.get('cursor'),
    go: (cursor: string | null) => setSearch(cursor === null ? {} : { cursor }),
  };
}
