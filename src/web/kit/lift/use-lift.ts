import type { Answer } from '../../client/ask.ts';
import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';

const path = '/api/shops/{shop}/analytics/lift' as const;

export type Lift = Answer<typeof path>;

export interface OfLift {
  readonly lift: Lift;
}

/** What acting by a score brought within so many days. */
export function useLift(score: Lift['score'], days: number) {
  const { slug: shop } = useShop();
  return useAsk(path, { path: { shop }, query: { score, days } }, { keep: true, fresh: 60_000 });
}
