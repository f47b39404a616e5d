import type { MemberView } from '../../contract/member.ts';
import { showPlus } from '../loyalty/index.ts';
import type { Member } from './member-of.ts';

/** What runs of the paid membership; after a merge there may be two. */
export async function plusOf(member: Member, language: 'zh' | 'en'): Promise<MemberView['plus']> {
  const { tx, shop, shopId, personIds, now } = member;
  const { subscriptions } = await showPlus(tx, { shopId, currency: shop.currency, personIds, now });
  const running = subscriptions.filter(({ ended_at }) => ended_at === null);
  return running.map(({ subscription_id, plan, state, auto_renew, last_day, saved, entitlements }) => ({
    ...{ subscription_id, plan: plan[language], cancelled: state === 'cancelled', last_day },
    ...{ renews: auto_renew && state !== 'cancelled', saved_minor: saved.total_minor },
    entitlements: entitlements.map(({ benefit, coupon, granted, left }) => ({
      ...{ benefit, coupon, granted, left },
    })),
  }));
}
