import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openWorld, type World } from '../../../../test/world.ts';
import type { PlanTerms } from '../../../contract/plus.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import { earnPoints } from '../../ledgers/index.ts';
import { sendDue } from '../../messaging/index.ts';
import { cancelPlus } from './cancel-plus.ts';
import { changePlan, makePlan } from './change-plan.ts';
import { keepPlus } from './keep-plus.ts';
import { refundPlus } from './refund-plus.ts';
import { renewPlus } from './renew-plus.ts';
import { showReport } from './show-report.ts';
import { startPlus } from './start-plus.ts';
import { readSubscription } from './subscription-store.ts';
import { usePlus } from './use-plus.ts';

/** What the calendar does to subscriptions, minute by minute around the moments that matter. */

let world: World;
let shopId: number;
const timeZone = 'Asia/Shanghai';
const by = 'test';
const warned: object[] = [];
let asks = 0;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const inPoints: PlanTerms = {
  ...{
    name: { zh: '卡', en: 'card' },
    period: 'month',
    trial_days: 0,
    member_prices: [],
    points_percent: 100,
  },
  price: { kind: 'points', points: 50, worth_minor: 500 },
  ...{ free_shipping: { count: 1, worth_minor: 100 }, coupons: [] },
};
const inMoney: PlanTerms = { ...inPoints, price: { kind: 'money', minor: 2500 } };

beforeEach(async () => {
  world.clock.set(new Date('2026-03-10T02:00:00Z'));
  ({ shopId } = await world.shop());
  await inShop(async (tx) => {
    await sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shopId}, it, it, now(), now() from generate_series(1, 4) it`.execute(tx);
    for (const personId of [1, 2]) {
      const ask = { key: `e${personId}`, cause: 'test', by, at: world.clock.now() };
      const earning = { personId, points: 120, expiresAt: null };
      orThrow(await earnPoints(tx, shopId, { earning, ask }));
    }
  });
});

const inShop = <T>(work: (tx: Tx) => Promise<T>) => withShop(world.platform.db, shopId, work);
const plan = (terms: PlanTerms) =>
  inShop(async (tx) => {
    const made = await makePlan(tx, {
      shopId,
      by,
      now: world.clock.now(),
      plan: { terms, is_offered: true },
    });
    return orThrow(made).planId;
  });
const ask = (key: string) => ({ key, by, now: world.clock.now() });
const start = (customerId: number, planId: number, payment: { ref: string; minor: number } | null = null) =>
  inShop(async (tx) => {
    const starting = { shopId, timeZone, customerId, planId, trial: false, autoRenew: true, payment };
    return orThrow(await startPlus(tx, { ...starting, ask: ask(`s${++asks}`) })).act.subscriptionId;
  });
const keep = async (at: string) => {
  world.clock.set(new Date(at));
  const { db, clock, log } = world.platform;
  const warn = (it: object) => warned.push(it);
  const platform = { db, clock, log: Object.assign(Object.create(log), { warn }) };
  const shop = { shopId, timeZone, currency: 'CNY' };
  await keepPlus({ platform, shop, signal: new AbortController().signal });
  await sendDue(world.platform, { shopId });
};
const stateOf = async (id: number) => (await inShop((tx) => readSubscription(tx, shopId, id)))!;
const messages = () =>
  inShop(async (tx) => {
    const { rows } = await sql<{ person: number; values: object; purpose: string }>`
      select distinct person_id as person, "values", purpose from messaging.messages
      where shop_id = ${shopId} and template = 'plus-renewal'`.execute(tx);
    return rows;
  });

it('who agreed is told a week before, once, and pays the price that was told', async () => {
  const planId = await plan(inPoints);
  const id = await start(1, planId);
  // Paid to the end of 10 April in Shanghai, 16:00 UTC.
  await keep('2026-04-03T15:59:00Z');
  expect((await stateOf(id)).toldAt).toBeNull();
  for (const _ of [1, 2]) await keep('2026-04-03T16:00:00Z');
  const values = { plan_zh: '卡', plan_en: 'card', price_zh: '50 积分', price_en: '50 points' };
  expect(await messages()).toEqual([
    { person: 1, purpose: 'service', values: { ...values, last_day: '2026-04-10' } },
  ]);
  const dearer = { ...inPoints, price: { ...inPoints.price, points: 70 } } as PlanTerms;
  await inShop(async (tx) => {
    const change = { terms: dearer, is_offered: true, version: 1 };
    orThrow(await changePlan(tx, { shopId, by, now: world.clock.now(), planId, change }));
  });
  await keep('2026-04-10T15:59:00Z');
  expect((await stateOf(id)).lastNo).toBe(1);
  await keep('2026-04-10T16:00:00Z');
  expect(await stateOf(id)).toMatchObject({ state: 'active', lastNo: 2, version: 1, paidDay: '2026-05-10' });
  // Of 120 points 20 are left: the next renewal ends it.
  await keep('2026-05-04T00:00:00Z');
  await keep('2026-05-10T16:00:00Z');
  expect(await stateOf(id)).toMatchObject({ state: 'expired', endReason: 'not-enough-points' });
});

it('nobody is renewed who was not told in time, who cancelled, or whom no worker came to for a day', async () => {
  const planId = await plan(inPoints);
  const [late, away] = [await start(1, planId), await start(2, planId)];
  // Less than five days before the end: too late to tell, so it ends.
  await keep('2026-04-05T16:00:01Z');
  expect(await messages()).toEqual([]);
  await keep('2026-04-11T00:00:00Z');
  expect(await stateOf(late)).toMatchObject({ state: 'expired', endReason: 'not-told' });
  expect((await stateOf(late)).endedAt).toEqual(new Date('2026-04-10T16:00:00Z'));
  expect(await stateOf(away)).toMatchObject({ endReason: 'not-told' });

  const [cancelled, forgotten] = [await start(1, planId), await start(2, planId)];
  await keep('2026-05-05T00:00:00Z');
  await inShop(async (tx) => {
    const cancelling = { shopId, timeZone, subscriptionId: cancelled, by, now: world.clock.now() };
    orThrow(await cancelPlus(tx, cancelling));
  });
  await keep('2026-05-12T17:00:00Z');
  expect(await stateOf(cancelled)).toMatchObject({ state: 'expired', endReason: 'cancelled' });
  expect(await stateOf(forgotten)).toMatchObject({ state: 'expired', endReason: 'too-late' });
});

it('a notice that was queued and did not go out is none: nothing renews by itself behind shut channels', async () => {
  const [inPlan, byMoney] = [await plan(inPoints), await plan(inMoney)];
  const id = await start(1, inPlan);
  const paid = await start(2, byMoney, { ref: 'p1', minor: 2500 });
  const shut = (isOn: boolean) =>
    inShop((tx) =>
      sql`insert into messaging.channels (shop_id, channel, carrier, is_on, settings, changed_by, changed_at)
        values (${shopId}, 'in-page', 'in-page', ${isOn}, '{}', 'test', now())
        on conflict (shop_id, channel) do update set is_on = excluded.is_on`.execute(tx),
    );
  await shut(false);
  await keep('2026-04-04T00:00:00Z');
  expect(await messages()).toHaveLength(2);
  expect((await stateOf(id)).toldAt).not.toBeNull();
  await shut(true);
  world.clock.set('2026-04-10T15:00:00Z');
  const renewing = { shopId, timeZone, subscriptionId: paid, automatic: true, ask: ask('a') };
  const renewed = await inShop((tx) => renewPlus(tx, { ...renewing, payment: { ref: 'p2', minor: 2500 } }));
  expect(renewed).toMatchObject({ ok: false, problem: { code: 'plus-not-told' } });
  await keep('2026-04-10T16:00:00Z');
  expect(await stateOf(id)).toMatchObject({ state: 'expired', endReason: 'not-told' });
});

it('the payment service renews by itself only behind the notice, the customer at any time', async () => {
  const planId = await plan(inMoney);
  const id = await start(1, planId, { ref: 'p1', minor: 2500 });
  const renew = (ref: string, automatic: boolean) =>
    inShop(async (tx) => {
      const renewing = { shopId, timeZone, subscriptionId: id, automatic, ask: ask(ref) };
      const done = await renewPlus(tx, { ...renewing, payment: { ref, minor: 2500 } });
      return done.ok ? done.value.act.no : done.problem.code;
    });
  expect(await renew('a1', true)).toBe('plus-not-told');
  await keep('2026-04-04T00:00:00Z');
  world.clock.set(new Date('2026-04-08T23:59:59Z'));
  expect(await renew('a2', true)).toBe('plus-not-told');
  world.clock.set(new Date('2026-04-09T00:00:00Z'));
  expect(await renew('a3', true)).toBe(2);
  const other = await start(3, planId, { ref: 'p3', minor: 2500 });
  expect(await stateOf(other)).toMatchObject({ toldAt: null });
  await keep('2026-05-20T00:00:00Z');
  expect(await stateOf(other)).toMatchObject({ state: 'expired', endReason: 'unpaid' });
});

it('one that fails stands alone, and is looked at again', async () => {
  const planId = await plan(inMoney);
  const broken = await start(1, planId, { ref: 'p1', minor: 2500 });
  const sound = await start(2, planId, { ref: 'p2', minor: 2500 });
  const breakIt = (version: number | null) =>
    inShop((tx) =>
      sql`update loyalty.plus_subscriptions set told_version = ${version}::int,
        told_at = case when ${version}::int is null then null else begins_at end
        where shop_id = ${shopId} and subscription_id = ${broken}`.execute(tx),
    );
  await breakIt(99);
  warned.length = 0;
  await keep('2026-05-01T00:00:00Z');
  expect(warned).toMatchObject([{ shopId, subscriptionId: broken }]);
  expect([(await stateOf(broken)).state, (await stateOf(sound)).state]).toEqual(['active', 'expired']);
  await breakIt(null);
  await keep('2026-05-01T00:01:00Z');
  expect((await stateOf(broken)).state).toBe('expired');
});

it('a clock that goes back gives nothing away: what has not begun cannot be used, a refund is never more than paid', async () => {
  const id = await start(1, await plan(inPoints));
  const paid = await start(3, await plan(inMoney), { ref: 'p3', minor: 2500 });
  world.clock.set(new Date('2026-03-09T00:00:00Z'));
  const used = await inShop((tx) =>
    usePlus(tx, {
      shopId,
      timeZone,
      customerId: 1,
      use: { benefit: 'free-shipping', key: 'u' },
      by,
      now: world.clock.now(),
    }),
  );
  expect(used).toMatchObject({ ok: false, problem: { code: 'plus-not-running' } });
  await keep('2026-03-09T00:00:00Z');
  expect(await stateOf(id)).toMatchObject({ state: 'active', toldAt: null });
  const refunded = await inShop((tx) =>
    refundPlus(tx, { shopId, timeZone, subscriptionId: paid, ask: ask('f') }),
  );
  expect(refunded).toMatchObject({ ok: true, value: { act: { minor: 2500 } } });
});

it('the report counts members, money and renewals, and divides by nothing nowhere', async () => {
  const report = () =>
    inShop((tx) => showReport(tx, { shopId, timeZone, currency: 'CNY', now: world.clock.now() }));
  expect(await report()).toEqual({ currency: 'CNY', plans: [], cohorts: [] });
  const planId = await plan(inMoney);
  expect((await report()).plans).toMatchObject([{ cost_share: null, conversion_rate: null, active: 0 }]);
  const id = await start(1, planId, { ref: 'p1', minor: 2500 });
  await start(2, planId, { ref: 'p2', minor: 2500 });
  await inShop(async (tx) => {
    const use = { benefit: 'free-shipping', key: 'u1' } as const;
    orThrow(await usePlus(tx, { shopId, timeZone, customerId: 1, use, by, now: world.clock.now() }));
    const renewing = { shopId, timeZone, subscriptionId: id, automatic: false, ask: ask('r1') };
    orThrow(await renewPlus(tx, { ...renewing, payment: { ref: 'p4', minor: 2500 } }));
  });
  expect(await report()).toMatchObject({
    plans: [{ active: 2, revenue: { minor: 7500, points: 0 }, cost: { total_minor: 100 }, trials: 0 }],
    // The second of them has not come to the end.
    cohorts: [
      {
        month: '2026-03',
        size: 2,
        renewals: [
          { due: 1, renewed: 1, rate: 1 },
          { due: 0, rate: null },
        ],
      },
    ],
  });
  await keep('2026-04-12T00:00:00Z');
  expect((await report()).cohorts).toMatchObject([
    { renewals: [{ due: 2, renewed: 1, rate: 0.5 }, { due: 0 }] },
  ]);
});
