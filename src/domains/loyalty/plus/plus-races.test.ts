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
import { cancelPlus } from './cancel-plus.ts';
import { makePlan } from './change-plan.ts';
import { keepPlus } from './keep-plus.ts';
import { presentActed } from './present-plus.ts';
import { refundPlus } from './refund-plus.ts';
import { renewPlus } from './renew-plus.ts';
import { startPlus } from './start-plus.ts';
import { switchPlus } from './switch-plus.ts';
import { usePlus } from './use-plus.ts';

/** 64 clients at the PLUS of eight customers at once: started, used, renewed, changed to a dearer plan and back, cancelled and refunded, while they are merged and the job runs. */

const CLIENTS = 64;
const ACTS = 8;
const CUSTOMERS = 8;
const HELD = 500;
const timeZone = 'Asia/Shanghai';

let world: World;
let shopId: number;
let planId: number;
let dearer: number;
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
    const make = async (points: number) => {
      const plan = { terms: { ...terms, price: { ...terms.price, points } as const }, is_offered: true };
      return orThrow(await makePlan(tx, { shopId, by: 'test', now: at, plan })).planId;
    };
    [planId, dearer] = [await make(10), await make(30)];
    for (let personId = 1; personId <= CUSTOMERS; personId += 1) {
      const earning = { personId, points: HELD, expiresAt: null };
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

/** As a route does: a refusal takes the transaction back. Each asks at an instant of its own. */
const insist = async (key: string, run: Run): Promise<Done> => {
  world.clock.advance(1);
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
    const start: Run = (tx, ask) => startPlus(tx, { ...starting(customerId), ask });
    const use: Run = (tx, { key: own, ...ask }) =>
      usePlus(tx, { shopId, timeZone, customerId, use: { benefit: 'free-shipping', key: own }, ...ask });
    const renew: Run = (tx, ask) => renewPlus(tx, { ...of, payment: null, automatic: false, ask });
    const change =
      (to: number, when: 'now' | 'renewal'): Run =>
      (tx, ask) =>
        switchPlus(tx, { ...of, planId: to, when, payment: null, ask });
    // What is renewed is changed no more.
    const kinds: Run[] =
      n < 4
        ? [start, change(dearer, 'now'), use, change(planId, 'now')]
        : [renew, change(planId, 'renewal'), change(dearer, 'renewal'), start, use];
    const isRefund = no % 8 === 0 && n >= ACTS - 2;
    const kind = n % 4 === 3 ? use : kinds[(Math.floor(no / CUSTOMERS) + n) % kinds.length]!;
    all.push(await insist(key, isRefund ? (tx, ask) => refundPlus(tx, { ...of, ask }) : kind));
    // Has no key: what was cancelled stays so until it is renewed.
    if (no % 16 === 1 && n === 4) await cancel(of.subscriptionId);
  }
  return all;
}

const cancel = (subscriptionId: number) =>
  caught(() =>
    withShopAgain(world.platform.db, shopId, async (tx) =>
      orThrow(await cancelPlus(tx, { shopId, timeZone, subscriptionId, by: 'test', now: world.clock.now() })),
    ),
  );

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
  const races = ['plus-running', 'plus-none-left', 'plus-renewed-already', 'plus-credit-exceeds'];
  for (const code of [...races, 'plus-same-plan']) expect(refused).toContain(code);

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
        where p.shop_id = ${shopId} and p.subscription_id = s.subscription_id)
      union all
      select 'changed more or less often than it was asked' from loyalty.plus_subscriptions s
      where s.shop_id = ${shopId} and s.switches <> (select count(*) from loyalty.plus_acts a
        where a.shop_id = ${shopId} and a.subscription_id = s.subscription_id and a.kind = 'switch')
      union all
      select 'a gap between periods, or two at once' from loyalty.plus_periods p
      join loyalty.plus_periods n on n.shop_id = ${shopId} and n.subscription_id = p.subscription_id and n.no = p.no + 1
      where p.shop_id = ${shopId} and n.begins_at <> p.ends_at
      union all
      select 'what was left of a period before can be used' from loyalty.plus_entitlements e
      join ledgers.entitlements q on q.shop_id = ${shopId} and q.entitlement_id = e.entitlement_id
      join loyalty.plus_periods p on p.shop_id = ${shopId} and p.subscription_id = e.subscription_id and p.no = e.no
      where e.shop_id = ${shopId} and p.switched_at is not null and q.closed_at is null`.execute(tx),
  );
  expect(wrong).toEqual([]);
  const kinds = new Set(done.flatMap(({ answer }) => (answer.ok ? [answer.value.kind] : [])));
  expect([...kinds].sort()).toEqual(['choose', 'refund', 'renew', 'start', 'switch', 'use']);

  // What the periods took is what left the ledger, less what they gave back.
  const { rows: books } = await withShop(world.platform.db, shopId, (tx) =>
    sql<{ taken: number; held: number; cancelled: boolean }>`select
      (select sum(paid_points - refunded)::integer from loyalty.plus_periods where shop_id = ${shopId}) as taken,
      (select sum(active)::integer from ledgers.points_accounts where shop_id = ${shopId}) as held,
      exists (select from loyalty.plus_acts where shop_id = ${shopId} and kind = 'cancel') as cancelled`.execute(
      tx,
    ),
  );
  expect(books[0]).toEqual({
    ...{ taken: expect.any(Number), cancelled: true },
    held: CUSTOMERS * HELD - books[0]!.taken,
  });

  for (const { key, run, answer } of done.filter((it) => it.answer.ok).slice(0, 60)) {
    const again = await insist(key, run);
    expect(again.answer).toEqual({ ok: true, value: { ...(answer.ok && answer.value), again: true } });
  }
  const audit = await auditPoints(world.platform.db, { shopId, at: world.clock.now() });
  expect(audit.findings).toEqual([]);
});
