import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';

/** One page of rows as the server gives it. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Cursor of the page after it; null at the end. */
  readonly next: string | null;
}

/** Loads the page behind a cursor: at most `limit` rows. */
export type LoadPage<Row> = (
  cursor: string | undefined,
  signal: AbortSignal,
  limit: number,
) => Promise<Page<Row>>;

interface Paged<Row> {
  /** Everything that decides the rows; another key, or another size, begins again at the first page. */
  readonly queryKey: readonly unknown[];
  readonly load: LoadPage<Row>;
  readonly size?: number;
}

/** Pages by cursor. */
export function usePages<Row>({ queryKey, load, size = 50 }: Paged<Row>) {
  const key = [...queryKey, size];
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal, size),
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
