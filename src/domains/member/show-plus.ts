import type { MemberView } from '../../contract/member.ts';
import { readOffers, readRunning, sayPeriod, sayTerms } from '../loyalty/index.ts';
import type { Member } from './member-of.ts';

type Plus = Pick<MemberView, 'plus' | 'plus_offers'>;

/** What runs of the paid membership (after a merge there may be two); where nothing does, what the shop sells. */
export async function plusOf({ tx, ...member }: Member, language: 'zh' | 'en'): Promise<Plus> {
  const running = await readRunning(tx, member);
  const plus = running.map(({ subscription: it, nextPlan, saved, entitlements }) => ({
    ...{ subscription_id: it.subscriptionId, plan: it.terms.name[language], last_day: it.paidDay },
    ...{ cancelled: it.state === 'cancelled', renews: it.autoRenew && it.state !== 'cancelled' },
    next_plan: nextPlan?.terms.name[language] ?? null,
    saved_minor: saved.total_minor,
    entitlements: entitlements.map(({ benefit, coupon, granted, left }) => ({
      ...{ benefit, coupon, granted, left },
    })),
  }));
  if (plus.length > 0) return { plus, plus_offers: [] };
  const offers = (await readOffers(tx, member)).map(({ plan: { terms }, hasTrial }) => ({
    ...{ plan: terms.name[language], period: sayPeriod(terms)[language] },
    price_minor: terms.price.kind === 'money' ? terms.price.minor : null,
    price_points: terms.price.kind === 'points' ? terms.price.points : null,
    trial_days: hasTrial ? terms.trial_days : 0,
    benefits: sayTerms(terms).map((said) => said[language]),
  }));
  return { plus, plus_offers: offers };
}
