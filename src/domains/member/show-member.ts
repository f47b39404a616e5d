import { sql } from 'kysely';
import { consentChannels } from '../../contract/consent.ts';
import { type MemberView, memberPurposes } from '../../contract/member.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import { shopDay } from '../analytics/index.ts';
import { readPersonRequests, readStandingConsents } from '../compliance/index.ts';
import { readStanding } from '../ledgers/index.ts';
import { readInbox } from '../messaging/index.ts';
import type { Member } from './member-of.ts';
import { deedsOf, giftsOf, mallOf, redeemedOf, tierOf } from './show-loyalty.ts';
import { plusOf } from './show-plus.ts';

/** Everything the page shows at first. */
export async function showMember(member: Member, language: 'zh' | 'en'): Promise<MemberView> {
  const { tx, shop, shopId, personIds } = member;
  await planOnce(tx);
  const inbox = await readInbox(tx, { shop, personIds, language, name: '', limit: 20 });
  const requests = await readPersonRequests(tx, shopId, personIds);
  const points = await pointsOf(member);
  return {
    ...{ shop: shop.name, currency: shop.currency, points },
    tier: await tierOf(member, language),
    gifts: await giftsOf(member, language),
    ...(await plusOf(member, language)),
    mall: await mallOf(member, points.available),
    redeemed: await redeemedOf(member),
    ...(await deedsOf(member)),
    consents: await consentsOf(member),
    inbox: inbox.map(({ messageId, at, isRead, subject, text }) => ({
      ...{ message_id: messageId, at: at.toISOString(), read: isRead, subject, text },
    })),
    requests: requests.map(({ kind, state, due_day }) => ({ kind, state, due_day })),
  };
}

/** Whatever the values, these look up by the same indexes: unless told so PostgreSQL plans each five times more on each connection. */
const planOnce = (tx: Tx) => sql`set local plan_cache_mode = force_generic_plan`.execute(tx);

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

/** One row a purpose, and behind it one for each channel of which something was said by itself: a click that ended e-mail. */
async function consentsOf({ tx, shopId, customerId, personIds }: Member): Promise<MemberView['consents']> {
  const standing = await readStandingConsents(tx, shopId, { id: customerId, personIds });
  return memberPurposes.flatMap((purpose) =>
    consentChannels.flatMap((channel) => {
      const it = standing.find((one) => one.purpose === purpose && one.channel === channel);
      return it === undefined ? [] : [{ purpose, channel, allowed: it.allowed }];
    }),
  );
}
