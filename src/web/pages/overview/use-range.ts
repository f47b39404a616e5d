import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { dayOf } from '../../kit/format/dates.ts';
import { useView } from '../../kit/list/view.ts';
import { type Range, rangeOf, viewDefaults } from './range-rules.ts';

export const comparisons = ['previous', 'last-year', 'none'] as const;
export type Comparison = (typeof comparisons)[number];

/** The overview's view in the address bar, and the days it means. */
export function useRange() {
  const { slug, time_zone: zone } = useShop();
  const today = dayOf(new Date(), zone);
  const [view, change] = useView(viewDefaults);
  // The shop's first and last order: what "all" means, and what an empty range is told by.
  const span = useAsk(
    '/api/shops/{shop}/analytics/key-figures',
    { path: { shop: slug }, query: { measures: 'paid-orders', from: today, to: today } },
    { fresh: 300_000, enabled: view.range === 'all' },
  );
  const around = {
    today,
    ordersFrom: span.data?.orders_from ?? null,
    ordersTo: span.data?.orders_to ?? null,
  };
  const range: Range = rangeOf(view, around);
  const compare = comparisons.find((it) => it === view.compare) ?? 'previous';
  const isKnown = view.range !== 'all' || span.data !== undefined || span.error !== null;
  return { range, compare, view, change, isKnown };
}
