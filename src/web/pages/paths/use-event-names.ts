import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { useDays } from '../../kit/days-choice.tsx';

/** The events of the shop in the days of the view. */
export function useEventNames(days: string) {
  const { slug: shop } = useShop();
  const query = useDays(days);
  return useAsk(
    '/api/shops/{shop}/analytics/event-names',
    { path: { shop }, query },
    { keep: true, fresh: 300_000 },
  );
}
