import { type Answer, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { useDays } from '../days-choice.tsx';

export type EventNames = Answer<'/api/shops/{shop}/analytics/event-names'>;

/** The events of the shop on some days, most frequent first, and what they carry. `days` as they stand in an address. */
export function useEventNames(days: string) {
  const shop = useShop();
  const query = useDays(days);
  return useAsk(
    '/api/shops/{shop}/analytics/event-names',
    { path: { shop: shop.slug }, query },
    { enabled: shop.may('analytics:read'), keep: true, fresh: 300_000 },
  );
}
