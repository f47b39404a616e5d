import { fail, orThrow } from '../../platform/errors.ts';
import { cancelPlus, isPlusOf, noSuchSubscription } from '../loyalty/index.ts';
import type { Member } from './member-of.ts';

/** Cancels a subscription of the member's own. Problems: no-such-subscription, plus-over. */
export async function cancelOwn(member: Member, subscriptionId: number): Promise<void> {
  const { tx, shop, shopId, personIds, now } = member;
  const isOwn = await isPlusOf(tx, shopId, { subscriptionId, personIds });
  const cancelling = { shopId, timeZone: shop.timeZone, subscriptionId, by: 'member', now };
  orThrow(isOwn ? await cancelPlus(tx, cancelling) : fail(noSuchSubscription));
}
