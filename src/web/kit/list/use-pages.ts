import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';

/** One page of rows as the server gives it. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Cursor of the page after it; null at the end. */
  readonly next: string | null;
}

export type LoadPage<Row> = (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Row>>;

/** Pages by cursor. The key says everything that decides the rows; another key begins again at the first page. */
export function usePages<Row>(key: readonly unknown[], load: LoadPage<Row>) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const [at, setAt] = useState({ of: '', page: 0 });
  const of = JSON.stringify(key);
  const page = at.of === of ? at.page : 0;
  const pages = query.data?.pages ?? [];
  const next = async () => {
    if (page + 1 >= pages.length) await query.fetchNextPage();
    setAt({ of, page: page + 1 });
  };
  return {
    query,
    page,
    rows: pages[page]?.rows ?? [],
    hasNext: page + 1 < pages.length || query.hasNextPage,
    next,
    previous: () => setAt({ of, page: page - 1 }),
  };
}
