import { useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import type { Range } from '../range-rules.ts';

/** What a shop looks at first, in the order it is shown. */
const measures = [
  ...[
    'net-sales',
    'paid-orders',
    'buyers',
    'new-customers',
    'aov',
    'repurchase-rate',
    'refund-rate',
    'customers',
  ],
].join(',');

/** All key figures in one question. */
export function useFigures({ from, to, by }: Range, isKnown: boolean) {
  const { slug: shop } = useShop();
  return useAsk(
    '/api/shops/{shop}/analytics/key-figures',
    { path: { shop }, query: { measures, from, to, by } },
    { enabled: isKnown, keep: true },
  );
}

/** The catalogue's own texts; it changes with the program only. */
export function useCatalogue() {
  const { slug: shop } = useShop();
  return useAsk(
    '/api/shops/{shop}/analytics/measures',
    { path: { shop } },
    { fresh: Number.POSITIVE_INFINITY },
  );
}
