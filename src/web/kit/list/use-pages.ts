import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { tellProblem } from '../toast.tsx';
import { whenIdle } from '../when-idle.ts';
import { sizeOf } from './page-sizes.ts';

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
  readonly ahead?: boolean;
}

/** A list as the cache of answers knows it, from its first page on. */
export const pagesQuestion = <Row>({
  queryKey,
  load,
  size = sizeOf(undefined),
}: Omit<Paged<Row>, 'ahead'>) => ({
  queryKey: [...queryKey, size],
  queryFn: ({ pageParam, signal }: { pageParam: string | undefined; signal: AbortSignal }) =>
    load(pageParam, signal, size),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: Page<Row>) => last.next ?? undefined,
});

/** Pages by cursor. While another list is on its way the former one stays: rows do not blink. */
export function usePages<Row>({ ahead = false, ...paged }: Paged<Row>) {
  const question = pagesQuestion(paged);
  const query = useInfiniteQuery({ ...question, placeholderData: keepPreviousData });
  const isFormer = query.isPlaceholderData;
  const pages = query.data?.pages ?? [];
  const { page, list, turn } = usePlace(JSON.stringify(question.queryKey), isFormer);
  const [isWaiting, setWaiting] = useState(false);
  const isLast = page + 1 >= pages.length;
  const more = () => query.fetchNextPage({ cancelRefetch: false });
  useAhead(ahead && !isFormer && isLast && query.hasNextPage, more);
  const next = async () => {
    setWaiting(true);
    const { data, error } = isLast ? await more() : query;
    setWaiting(false);
    if (data !== undefined && data.pages.length > page + 1) turn(page + 1);
    else if (error) tellProblem(error);
  };
  return {
    ...{ query, page, list, isFormer, isWaiting, next },
    rows: pages[page]?.rows ?? [],
    hasNext: !isLast || query.hasNextPage,
    previous: () => turn(page - 1),
  };
}

/** The page shown of a list, and which list it is, counted; another begins at its first page, once it is there. */
function usePlace(of: string, isFormer: boolean) {
  const [at, setAt] = useState({ of: '', page: 0 });
  const shown = useRef({ of: '', page: 0, list: 0 });
  const { of: former, list } = shown.current;
  if (!isFormer)
    shown.current = { of, page: at.of === of ? at.page : 0, list: former === of ? list : list + 1 };
  return { ...shown.current, turn: (page: number) => setAt({ of, page }) };
}

/** Asks for the page behind the one shown, once that is drawn. */
function useAhead(may: boolean, more: () => Promise<unknown>): void {
  const ask = useRef(more);
  ask.current = more;
  useEffect(() => (may ? whenIdle(() => void ask.current()) : undefined), [may]);
}
