import { fail, orThrow, problem, type Result } from '../../platform/errors.ts';
import { endHeld, readItem, redeem } from '../loyalty/index.ts';
import type { Member } from './member-of.ts';

interface Taking {
  readonly itemId: number;
  /** The reader's, of one press of the button. */
  readonly key: string;
}

export interface Taken {
  readonly redemptionId: number;
  readonly again: boolean;
}

/**
 * Exchanges points for one item of the mall, at once: nobody is asked to confirm what has no price in money. The key goes
 * by the token's person, who stays the same when customers are joined. Problems: those of redeem, mall-item-at-checkout.
 */
export async function takeItem(member: Member, { itemId, key }: Taking): Promise<Result<Taken>> {
  const { tx, shopId, personId, now } = member;
  const item = await readItem(tx, shopId, itemId);
  if (item !== undefined && item.moneyMinor > 0) return fail(atCheckout);
  const redeeming = { shopId, personId, itemId, count: 1, minutes: 1, key: `member:${personId}:${key}` };
  const held = await redeem(tx, { ...redeeming, by: 'member', now });
  if (!held.ok) return held;
  const { redemptionId } = held.value.redemption;
  if (!held.value.again) orThrow(await endHeld(tx, { shopId, redemptionId, state: 'confirmed', now }));
  return { ok: true, value: { redemptionId, again: held.value.again } };
}

const atCheckout = problem('mall-item-at-checkout', 409, {
  zh: '该商品需另付金额，请在店铺下单时兑换',
  en: 'There is money to pay for this item: take it in the checkout of the shop',
});
