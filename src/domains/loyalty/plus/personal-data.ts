import { sql } from 'kysely';
import { withShop } from '../../../platform/db/postgres.ts';
import type { PersonalData, Showing } from '../../compliance/index.ts';
import { closeEntitlements } from '../../ledgers/index.ts';
import { readActs } from './act-store.ts';
import { forgetPlus, owePlus } from './mirror-plus.ts';
import { entitlementIdsOf, readPeriods } from './period-store.ts';
import { subscriptionsOf } from './subscription-store.ts';

const MOST = 1000;

/** PLUS of somebody. An erasure ends what runs; what was paid stays in the books, as paid by nobody. */
export const plusData: PersonalData = {
  name: 'plus',
  async holdings({ tx, shopId, personIds }) {
    const count = (await subscriptionsOf(tx, shopId, { personIds, limit: MOST })).length;
    return [
      { what: 'plus-subscriptions', label: { zh: '付费会员 (PLUS)', en: 'subscriptions of PLUS' }, count },
    ];
  },
  show: async (showing) => ({ plus_subscriptions: await readAll(showing) }),
  async erase({ platform, shopId, personIds }) {
    const at = platform.clock.now();
    await withShop(platform.db, shopId, async (tx) => {
      const ids = (await subscriptionsOf(tx, shopId, { personIds, limit: MOST })).map(
        (it) => it.subscriptionId,
      );
      await closeEntitlements(tx, shopId, {
        entitlementIds: await entitlementIdsOf(tx, shopId, { subscriptionIds: ids }),
        at,
      });
      await sql`update loyalty.plus_acts set key = null, asked = null, ref = null
        where shop_id = ${shopId} and subscription_id = any(${ids}::bigint[])`.execute(tx);
      await sql`update loyalty.plus_periods set payment_ref = null, payment_digest = null
        where shop_id = ${shopId} and subscription_id = any(${ids}::bigint[])`.execute(tx);
      await sql`update loyalty.plus_subscriptions set person_id = 0,
          state = case when ended_at is null then 'expired' else state end,
          end_reason = case when ended_at is null then 'erased' else end_reason end, ended_at = coalesce(ended_at, ${at})
        where shop_id = ${shopId} and subscription_id = any(${ids}::bigint[])`.execute(tx);
      await owePlus(tx, shopId, ids);
    });
    await forgetPlus(platform, shopId, personIds);
  },
};

async function readAll({ tx, shopId, personIds }: Showing): Promise<object[]> {
  const all: object[] = [];
  for (const it of await subscriptionsOf(tx, shopId, { personIds, limit: MOST })) {
    const { subscriptionId, state, autoRenew: auto_renew, terms, beginsAt: begins_at, paidTo: ends_at } = it;
    const periods = (await readPeriods(tx, shopId, subscriptionId)).map((of) => ({
      ...{ period: of.no, paid_minor: of.paidMinor, paid_points: of.paidPoints, refunded: of.refunded },
      ...{ begins_at: of.beginsAt, ends_at: of.endsAt },
    }));
    const acts = (await readActs(tx, shopId, subscriptionId)).map(
      ({ kind, benefit, coupon, count, minor, at }) => ({
        ...{ kind, benefit, coupon, count, minor, at },
      }),
    );
    all.push({ plan: terms.name, state, auto_renew, begins_at, ends_at, periods, acts });
  }
  return all;
}
