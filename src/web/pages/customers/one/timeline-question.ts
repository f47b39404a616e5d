import { ask } from '../../../client/ask.ts';
import { timelinePath, timelineQuery } from './customer-question.ts';

interface OfCustomer {
  readonly shop: string;
  readonly customer: number;
}

/** The timeline, newest first; `types` narrows it to kinds (comma between them), '' is everything. */
export const timelineQuestion = (path: OfCustomer, types: string) => ({
  queryKey: ['timeline', path, types] as const,
  queryFn: ({ pageParam, signal }: { pageParam: string | undefined; signal: AbortSignal }) =>
    ask(timelinePath, { path, query: timelineQuery(types, pageParam) }, signal),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: { next_cursor: string | null }) => last.next_cursor ?? undefined,
});
