import type { Gift } from '../../../contract/benefits.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { readRules, rulesOn } from '../points/rules-store.ts';

/** What a gift costs, minor units: of points what the rules of points say that they are worth on that shop day. */
export async function costOfGift(
  tx: Tx,
  shopId: number,
  { gift, day }: { readonly gift: Gift; readonly day: string },
): Promise<number> {
  if (!('points' in gift)) return gift.cost_minor;
  const value = rulesOn(await readRules(tx, shopId), day)?.rules.value_minor ?? 0;
  return Math.round((gift.points * value) / 100);
}
