import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { api, take } from './api.ts';
import type { paths } from './openapi.ts';

/** Addresses that can be read. */
export type GetPath = { [P in keyof paths]: paths[P] extends { get: object } ? P : never }[keyof paths];

type Get<P extends GetPath> = paths[P] extends { get: infer G } ? G : never;

/** What a reading takes in its address. */
export type Question<P extends GetPath> =
  Get<P> extends { parameters: infer X } ? Omit<X, 'header' | 'cookie'> : never;

/** What a reading answers. */
export type Answer<P extends GetPath> =
  Get<P> extends { responses: { 200: { content: { 'application/json': infer T } } } } ? T : never;

/** One reading, outside React. */
export const ask = <P extends GetPath>(
  path: P,
  params: Question<P>,
  signal?: AbortSignal,
): Promise<Answer<P>> => take(api.GET(path as never, { params, signal } as never)) as Promise<Answer<P>>;

/** A reading as the cache of answers knows it: its key is [path, params], so that a write can invalidate by path. */
export const reading = <P extends GetPath>(path: P, params: Question<P>) => ({
  queryKey: [path, params],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(path, params, signal),
});

export interface AskOptions {
  /** False while the question cannot be asked yet. */
  readonly enabled?: boolean;
  /** Asked again after so many milliseconds; for progress. */
  readonly every?: number | false;
  /** Show the former answer while the next is on its way: lists and ranges do not blink. */
  readonly keep?: boolean;
  /** How long an answer counts as fresh, ms. */
  readonly fresh?: number;
}

/** A reading as a component wants it. */
export function useAsk<P extends GetPath>(
  path: P,
  params: Question<P>,
  { enabled = true, every = false, keep = false, fresh }: AskOptions = {},
): UseQueryResult<Answer<P>> {
  return useQuery<Answer<P>>({
    ...reading(path, params),
    enabled,
    refetchInterval: every,
    ...(keep && { placeholderData: keepPreviousData as never }),
    ...(fresh !== undefined && { staleTime: fresh }),
  });
}
