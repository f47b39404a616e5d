import type { MallItemView, RedemptionView } from '../../../contract/mall.ts';
import type { MallItem } from './item-store.ts';
import type { Redeemed } from './redeem.ts';
import type { Redemption } from './redemption-store.ts';

export const presentItem = (it: MallItem): MallItemView => ({
  ...{ item_id: it.itemId, kind: it.kind, name: it.name, hands_out: it.handsOut, points: it.points },
  ...{ money_minor: it.moneyMinor, most_per_customer: it.mostPerCustomer, tiers: [...it.tiers] },
  ...{ most_by_tier: [...it.mostByTier], is_listed: it.isListed, version: it.version },
  stock: { free: it.free, held: it.held, gone: it.gone },
});

/** `customers`: the customer of each person. */
export const presentRedemption = (
  it: Redemption,
  customers: ReadonlyMap<number, number>,
): RedemptionView => ({
  ...{ redemption_id: it.redemptionId, item_id: it.itemId, item_name: it.itemName },
  customer_id: it.personId === 0 ? null : (customers.get(it.personId) ?? it.personId),
  ...{ count: it.count, points: it.points, money_minor: it.moneyMinor, state: it.state },
  ...{ held_at: it.heldAt.toISOString(), ends_at: it.endsAt.toISOString() },
  decided_at: it.decidedAt?.toISOString() ?? null,
});

export const presentRedeemed = (
  { redemption, again }: Redeemed,
  customers: ReadonlyMap<number, number>,
): RedemptionView => ({ ...presentRedemption(redemption, customers), ...(again && { again }) });
