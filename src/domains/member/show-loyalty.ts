import type { Gift } from '../../contract/benefits.ts';
import type { MemberView } from '../../contract/member.ts';
import type { CustomerTier } from '../../contract/tiers.ts';
import { shopDay } from '../analytics/index.ts';
import {
  deedsToday,
  offersFor,
  ownTier,
  presentBenefit,
  readGrants,
  readRedemptionsOf,
} from '../loyalty/index.ts';
import type { Member } from './member-of.ts';

/** The deed of the rules that signing in on the page is. */
export const SIGN_IN = 'sign-in';

type Language = 'zh' | 'en';

/** null: the shop has no ladder, or the customer does not stand on it yet. */
export async function tierOf(member: Member, language: Language): Promise<MemberView['tier']> {
  const { tx, shop, shopId, customerId } = member;
  const { tier: it, rung } = await ownTier(tx, { shopId, customerId });
  if (it.tier === null || it.measure === null) return null;
  const today = shopDay(member.now, shop);
  const held = (rung?.benefits ?? []).filter((one) => one.kind !== 'limited-offer' || one.until >= today);
  const said = held.map(presentBenefit(shop.currency));
  return {
    ...{ name: it.tier.name[language], color: it.tier.color, measure: it.measure, figure: it.figure },
    ...{ next: nextOf(it, language), notice: it.notice },
    benefits: said.map(({ sentence }) => sentence[language]),
  };
}

const nextOf = ({ next }: CustomerTier, language: Language) =>
  next && { name: next.name[language], from: next.from, missing: next.missing };

/** Things that were given and are not used; points that were given stand with the points. */
export async function giftsOf(
  { tx, shopId, personIds, shop, now }: Member,
  language: Language,
): Promise<MemberView['gifts']> {
  const open = (await readGrants(tx, shopId, personIds)).filter(
    (it) => it.state === 'open' && it.expires_at !== null && it.expires_at > now,
  );
  return open.map(({ gift, expires_at }) => ({
    name: nameOf(gift)[language],
    // The last moment it can be used is that before it is over.
    last_day: shopDay(new Date(expires_at!.getTime() - 1), shop),
  }));
}

const nameOf = (gift: Gift): { readonly zh: string; readonly en: string } =>
  'points' in gift ? { zh: `${gift.points} 积分`, en: `${gift.points} points` } : gift.name;

/** What the mall offers to this member, those they can take first. */
export async function mallOf(
  { tx, shopId, customerId, personIds }: Member,
  available: number,
): Promise<MemberView['mall']> {
  const offers = await offersFor(tx, { shopId, customerId, personIds, available });
  const shown = offers.map(({ item, canTake }) => ({
    ...{ item_id: item.itemId, kind: item.kind, name: item.name, points: item.points },
    money_minor: item.moneyMinor,
    can_take: canTake === 'yes' && item.moneyMinor > 0 ? ('checkout' as const) : canTake,
  }));
  return shown.sort((a, b) => Number(b.can_take === 'yes') - Number(a.can_take === 'yes'));
}

export async function redeemedOf({ tx, shopId, personIds }: Member): Promise<MemberView['redeemed']> {
  const rows = await readRedemptionsOf(tx, shopId, { personIds, limit: 20 });
  return rows.map((it) => ({
    ...{ redemption_id: it.redemptionId, kind: it.itemKind, name: it.itemName, count: it.count },
    ...{ points: it.points, held: it.state === 'held', at: it.heldAt.toISOString() },
  }));
}

/** Signing in has a button of its own; null where the rules give nothing for it. */
export async function deedsOf(member: Member): Promise<Pick<MemberView, 'sign_in' | 'tasks'>> {
  const { tx, shopId, personIds, shop, now } = member;
  const deeds = await deedsToday(tx, { shopId, personIds, timeZone: shop.timeZone, now });
  const signIn = deeds.find(({ deed }) => deed === SIGN_IN);
  const tasks = deeds.filter((it) => it !== signIn);
  return {
    sign_in: signIn === undefined ? null : { points: signIn.points, done: signIn.today > 0 },
    tasks: tasks.map(({ mostPerDay, ...it }) => ({ ...it, most_per_day: mostPerDay })),
  };
}
