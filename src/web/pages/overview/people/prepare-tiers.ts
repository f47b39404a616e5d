import { customersAddress } from '../../../kit/customers-address.ts';
import type { Format } from '../../../kit/format/format-of.ts';
import type { People } from './prepare-groups.ts';

/** A step of the pyramid. */
export interface TierBar {
  /** As the shop has it; empty for those who have none. */
  readonly tier: string;
  readonly href: string;
  /** Of the widest, 0 to 100. */
  readonly width: number;
  readonly figures: string;
}

type Tier = Pick<People['tiers'][number], 'value' | 'customers' | 'share'>;

/** Customers by tier, in the order told; nothing while nobody has one. A tier of few is still seen. */
export function prepareTiers(
  tiers: readonly Tier[],
  shop: string,
  format: Pick<Format, 'number' | 'share'>,
): TierBar[] {
  if (tiers.every((it) => it.value === '')) return [];
  const most = Math.max(1, ...tiers.map((it) => it.customers));
  return tiers.map(({ value, customers, share }) => ({
    ...{ tier: value, href: customersAddress(shop, { tier: value }) },
    width: customers === 0 ? 0 : Math.max(1, Math.round((100 * customers) / most)),
    figures: `${format.number(customers)} · ${format.share(share)}`,
  }));
}
