import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../../../test/world.ts';
import type { PlanTerms } from '../../../contract/plus.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { withShopAgain } from '../../../platform/db/with-shop-again.ts';
import { caught, orThrow, type Result } from '../../../platform/errors.ts';
import { mergeCustomers, unmergeCustomers } from '../../customers/index.ts';
import { auditPoints, earnPoints } from '../../ledgers/index.ts';
import type { Acted, PlusAsk } from './act-store.ts';
import { makePlan } from './change-plan.ts';
import { keepPlus } from './keep-plus.ts';
import { presentActed } from './present-plus.ts';
import { refundPlus } from './refund-plus.ts';
import { renewPlus } from './renew-plus.ts';
import { startPlus } from './start-plus.ts';
import { usePlus } from './use-plus.ts';

/** 32 clients at the PLUS of four customers at once, while they are merged and the job runs. */

const CLIENTS = 32;
const ACTS = 8;
const CUSTOMERS = 4;
const timeZone = 'Asia/Shanghai';

let world: World;
let shopId: number;
let planId: number;
beforeAll(async () => {
  world = await openWorld();
  ({ shopId } = await world.shop());
  const terms: PlanTerms = {
    ...{
      name: { zh: '卡', en: 'card' },
      period: 'month',
      trial_days: 0,
      member_prices: [],
      points_percent: 100,
    },
    price: { kind: 'points', points: 10, worth_minor: 5000 },
    ...{ free_shipping: { count: 3, worth_minor: 1 }, coupons: [] },
  };
  await withShop(world.platform.db, shopId, async (tx) => {
    await sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shopId}, it, it, now(), now() from generate_series(1, ${CUSTOMERS}) it`.execute(tx);
    const at = world.clock.now();
    ({ planId } = orThrow(
      await makePlan(tx, { shopId, by: 'test', now: at, plan: { terms, is_offered: true } }),
    ));
    for (let personId = 1; personId <= CUSTOMERS; personId += 1) {
      const earning = { personId, points: 500, expiresAt: null };
      const ask = { key: `e${personId}`, cause: 'test', by: 'test', at };
      orThrow(await earnPoints(tx, shopId, { earning, ask }));
    }
  });
});
afterAll(() => world.close());

type Run = (tx: Tx, ask: PlusAsk) => Promise<Result<Acted>>;

interface Done {
  readonly key: string;
  readonly run: Run;
  readonly answer: Result<ReturnType<typeof presentActed>>;
}

/** As a route does: a refusal takes the transaction back. */
const insist = async (key: string, run: Run): Promise<Done> => {
  const ask = { key, by: 'test', now: world.clock.now() };
  const work = async (tx: Tx) => presentActed(orThrow(await run(tx, ask)));
  return { key, run, answer: await caught(() => withShopAgain(world.platform.db, shopId, work)) };
};

const starting = (customerId: number) => ({
  ...{ shopId, timeZone, customerId, planId, trial: false, autoRenew: false, payment: null },
});

/** Every client does the same kinds of acts, each beginning with another; every fourth key is shared by all. */
async function client(no: number): Promise<Done[]> {
  const all: Done[] = [];
  for (let n = 0; n < ACTS; n += 1) {
    const customerId = 1 + ((no + n) % CUSTOMERS);
    const key = n % 4 === 3 ? `shared-${customerId}-${n}` : `c${no}-${n}`;
    const [subscriptionId] = await newest(customerId);
    const of = { shopId, timeZone, subscriptionId: subscriptionId ?? 0 };
    const kinds: Run[] = [
      (tx, ask) => startPlus(tx, { ...starting(customerId), ask }),
      (tx, { key: own, ...ask }) =>
        usePlus(tx, { shopId, timeZone, customerId, use: { benefit: 'free-shipping', key: own }, ...ask }),
      (tx, ask) => renewPlus(tx, { ...of, payment: null, automatic: false, ask }),
      (tx, { key: own, ...ask }) =>
        usePlus(tx, { shopId, timeZone, customerId, use: { benefit: 'free-shipping', key: own }, ...ask }),
      (tx, ask) => startPlus(tx, { ...starting(customerId), ask }),
      (tx, ask) => renewPlus(tx, { ...of, payment: null, automatic: false, ask }),
    ];
    const isRefund = no % 8 === 0 && n === ACTS - 1;
    const kind = n % 4 === 3 ? kinds[1]! : kinds[(Math.floor(no / CUSTOMERS) + n) % kinds.length]!;
    all.push(await insist(key, isRefund ? (tx, ask) => refundPlus(tx, { ...of, ask }) : kind));
  }
  return all;
}

const newest = async (personId: number): Promise<number[]> => {
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql<{ id: number }>`select subscription_id as id from loyalty.plus_subscriptions
      where shop_id = ${shopId} and person_id = ${personId} order by 1 desc limit 1`.execute(tx),
  );
  return rows.map(({ id }) => id);
};

/** Merges two of them and takes it back, and runs the job, until it is told to stop. */
async function others(signal: AbortSignal): Promise<number> {
  const by = { shopId, by: 'test', reason: 'a race' };
  const shop = { shopId, timeZone, currency: 'CNY' };
  let merged = 0;
  while (!signal.aborted) {
    const made = await withShopAgain(world.platform.db, shopId, (tx) =>
      mergeCustomers(tx, { ...by, customerIds: [3, 4], liftNever: true }),
    );
    const { edgeIds } = orThrow(made);
    merged += edgeIds.length;
    await keepPlus({ platform: world.platform, shop, signal });
    await withShopAgain(world.platform.db, shopId, (tx) => unmergeCustomers(tx, { ...by, edgeIds }));
  }
  return merged;
}

it('nothing is started, renewed, used or refunded twice, and every retry hears the first answer', async () => {
  const stop = new AbortController();
  const clients = Promise.all(Array.from({ length: CLIENTS }, (_, no) => client(no)));
  // Both are waited for: what goes on in a world that is closed fails over what failed first.
  const ended = await Promise.allSettled([clients.finally(() => stop.abort()), others(stop.signal)]);
  const [told, merged] = ended;
  if (told.status === 'rejected') throw told.reason;
  if (merged.status === 'rejected') throw merged.reason;
  const done = told.value.flat();
  expect(merged.value).toBeGreaterThan(0);
  const refused = new Set(done.flatMap(({ answer }) => (answer.ok ? [] : [answer.problem.code])));
  for (const code of ['plus-running', 'plus-none-left', 'plus-renewed-already'])
    expect(refused).toContain(code);

  // Acts in the books are those that were answered, each key once.
  const { rows: acts } = await withShop(world.platform.db, shopId, (tx) =>
    sql<{ key: string; act_id: number }>`
      select key, act_id from loyalty.plus_acts where shop_id = ${shopId} and key is not null order by key`.execute(
      tx,
    ),
  );
  const said = new Map(
    done.flatMap(({ key, answer }) => (answer.ok ? [[key, answer.value.act_id] as const] : [])),
  );
  expect(new Map(acts.map(({ key, act_id }) => [key, act_id]))).toEqual(said);

  const { rows: wrong } = await withShop(world.platform.db, shopId, (tx) =>
    sql`
      select 'two that run' as what from loyalty.plus_subscriptions
      where shop_id = ${shopId} and ended_at is null group by person_id having count(*) > 1
      union all
      select 'uses and entitlements differ' from loyalty.plus_entitlements e
      join ledgers.entitlements q on q.shop_id = e.shop_id and q.entitlement_id = e.entitlement_id
      where e.shop_id = ${shopId} and q.used <> (select coalesce(sum(a.count), 0) from loyalty.plus_acts a
        where a.shop_id = ${shopId} and a.kind = 'use' and a.subscription_id = e.subscription_id and a.no = e.no)
      union all
      select 'paid more or less than its periods' from loyalty.plus_subscriptions s
      where s.shop_id = ${shopId} and s.last_no <> (select count(*) from loyalty.plus_periods p
        where p.shop_id = ${shopId} and p.subscription_id = s.subscription_id)`.execute(tx),
  );
  expect(wrong).toEqual([]);

  for (const { key, run, answer } of done.filter((it) => it.answer.ok).slice(0, 60)) {
    const again = await insist(key, run);
    expect(again.answer).toEqual({ ok: true, value: { ...(answer.ok && answer.value), again: true } });
  }
  const audit = await auditPoints(world.platform.db, { shopId, at: world.clock.now() });
  expect(audit.findings).toEqual([]);
});
