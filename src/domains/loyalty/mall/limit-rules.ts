import type { MallItem } from './item-store.ts';

type Limits = Pick<MallItem, 'mostPerCustomer' | 'mostByTier'>;

/** How many of an item a customer on this tier may take in all: what stands for the tier, otherwise for everybody. Null: unbounded. */
export const mostFor = ({ mostPerCustomer, mostByTier }: Limits, tier: unknown): number | null =>
  mostByTier.find((it) => it.tier === tier)?.most ?? mostPerCustomer;
