import { useEffect } from 'react';
import { type Answer, type GetPath, type Question, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';

/** What a page of a model reads: an answer that says of which run it is. */
export interface OfRun {
  readonly run: { readonly run: number; readonly as_of: string; readonly confidence: string | null };
}

/** Addresses whose answers do. */
export type RunPath = { [P in GetPath]: Answer<P> extends OfRun ? P : never }[GetPath];

/** What the newest run of a model says; asked again once `run`, the one that counts, is another. */
export function useOfRun<P extends RunPath>(path: P, run: number | undefined) {
  const { slug: shop } = useShop();
  const query = useAsk(path, { path: { shop } } as unknown as Question<P>, { keep: true });
  const shown = (query.data as OfRun | undefined)?.run.run;
  const isOld = run !== undefined && (shown === undefined ? query.isError : shown !== run);
  useEffect(() => {
    if (isOld) void queryClient.invalidateQueries({ queryKey: [path] });
  }, [isOld, path]);
  return query;
}
