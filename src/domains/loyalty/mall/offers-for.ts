import type { Tx } from '../../../platform/db/postgres.ts';
import { type MallItem, readItems } from './item-store.ts';
import { mostFor } from './limit-rules.ts';
import { tierOf } from './redeem.ts';
import { countTakenByItem } from './redemption-store.ts';

/** An item that is offered, and whether somebody may take one now; what stands in the way is the first of these. */
export interface Offer {
  readonly item: MallItem;
  readonly canTake: 'yes' | 'tier' | 'sold-out' | 'limit' | 'points';
}

interface Offering {
  readonly shopId: number;
  readonly customerId: number;
  readonly personIds: readonly number[];
  /** Points the customer can spend. */
  readonly available: number;
}

/** What the mall offers, as one customer sees it. It promises nothing: redeem decides. */
export async function offersFor(tx: Tx, it: Offering): Promise<Offer[]> {
  const { shopId, customerId, personIds, available } = it;
  const items = (await readItems(tx, shopId)).filter(({ isListed }) => isListed);
  if (items.length === 0) return [];
  const isForAll = items.every(({ tiers, mostByTier }) => tiers.length + mostByTier.length === 0);
  const tier = isForAll ? undefined : await tierOf(tx, { shopId, personId: customerId });
  const taken = await countTakenByItem(tx, shopId, personIds);
  const canTake = (item: MallItem): Offer['canTake'] => {
    if (item.tiers.length > 0 && !(typeof tier === 'string' && item.tiers.includes(tier))) return 'tier';
    if (item.free === 0) return 'sold-out';
    if ((taken.get(item.itemId) ?? 0) >= (mostFor(item, tier) ?? Number.POSITIVE_INFINITY)) return 'limit';
    return item.points > available ? 'points' : 'yes';
  };
  return items.map((item) => ({ item, canTake: canTake(item) }));
}
