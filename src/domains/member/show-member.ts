import { type MemberView, memberPurposes } from '../../contract/member.ts';
import { shopDay } from '../analytics/index.ts';
import { readPersonRequests, showConsents } from '../compliance/index.ts';
import { readEntries, readStanding } from '../ledgers/index.ts';
import { deedWorth } from '../loyalty/index.ts';
import { readInbox } from '../messaging/index.ts';
import type { Member } from './member-of.ts';

/** The deed of the rules that signing in on the page is. */
export const SIGN_IN = 'sign-in';

/** Everything the page shows at first. */
export async function showMember(member: Member, language: 'zh' | 'en'): Promise<MemberView> {
  const { tx, shop, shopId, personIds } = member;
  const inbox = await readInbox(tx, { shop, personIds, language, name: '', limit: 20 });
  const requests = await readPersonRequests(tx, shopId, personIds);
  return {
    shop: shop.name,
    points: await pointsOf(member),
    sign_in: await signInOf(member),
    consents: await consentsOf(member),
    inbox: inbox.map(({ messageId, at, isRead, subject, text }) => ({
      ...{ message_id: messageId, at: at.toISOString(), read: isRead, subject, text },
    })),
    requests: requests.map(({ kind, state, due_day }) => ({ kind, state, due_day })),
  };
}

async function pointsOf({ tx, shopId, personIds, shop, now }: Member): Promise<MemberView['points']> {
  const { balance, lots } = await readStanding(tx, { shopId, personIds }, now);
  const byDay = new Map<string, number>();
  for (const { active, expiresAt } of lots)
    if (active > 0 && expiresAt !== null) {
      // The last moment they can be used is that before they are gone.
      const day = shopDay(new Date(expiresAt.getTime() - 1), shop);
      byDay.set(day, (byDay.get(day) ?? 0) + active);
    }
  const expiring = [...byDay].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, 12);
  return {
    ...{ available: balance.available, pending: balance.pending },
    expiring: expiring.map(([day, points]) => ({ points, last_day: day })),
  };
}

/** null where the rules give nothing for it. */
async function signInOf({ tx, shopId, personIds, shop, now }: Member): Promise<MemberView['sign_in']> {
  const points = await deedWorth(tx, { shopId, timeZone: shop.timeZone, deed: SIGN_IN, now });
  if (points === 0) return null;
  const today = shopDay(now, shop);
  const entries = await readEntries(tx, { shopId, personIds }, { limit: 50 });
  return { points, done: entries.some((it) => it.cause === SIGN_IN && shopDay(it.at, shop) === today) };
}

async function consentsOf({ tx, shopId, customerId, personIds }: Member): Promise<MemberView['consents']> {
  const { standing } = await showConsents(tx, shopId, { id: customerId, personIds });
  return memberPurposes.map((purpose) => ({
    purpose,
    allowed: standing.find((it) => it.purpose === purpose && it.channel === 'any')?.allowed === true,
  }));
}
