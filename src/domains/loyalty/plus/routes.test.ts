import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hire, openShop, type Person, signInOwner } from '../../../../test/people.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { buildApp } from '../../../app.ts';
import type { PlanTerms } from '../../../contract/plus.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import { plusData } from './personal-data.ts';

let world: World;
let app: HttpApp;
let owner: Person;
let agent: Person;
let shopId: number;
const root = '/api/shops/tea/plus';

beforeAll(async () => {
  world = await openWorld({ now: '2026-01-31T02:00:00Z' });
  app = await buildApp(world.platform);
  owner = await signInOwner(world.platform, app);
  ({ shopId } = await openShop(world.platform, 'tea'));
  await withShop(world.platform.db, shopId, (tx) =>
    sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shopId}, it, it, now(), now() from generate_series(1, 5) it`.execute(tx),
  );
  agent = await hire(owner, { slug: 'tea', role: 'service-agent' });
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const ask = async (who: Person, method: 'POST' | 'PUT' | 'GET', url: string, body?: object) =>
  (await who.ask(method, `${root}${url}`, body)).json();

const terms: PlanTerms = {
  ...{
    name: { zh: 'PLUS 月卡', en: 'PLUS monthly' },
    period: 'month',
    price: { kind: 'money', minor: 2500 },
  },
  trial_days: 7,
  member_prices: [{ name: { zh: 'PLUS 九折', en: 'PLUS 10% off' }, percent: 90, category: [] }],
  free_shipping: { count: 2, worth_minor: 600 },
  coupons: [{ coupon: 'tea-10', count: 1, worth_minor: 1000 }],
  points_percent: 200,
};
const start = (customer: number, key: string, more: object = {}) =>
  ask(agent, 'POST', `/customers/${customer}/start`, {
    ...{ plan_id: 1, trial: false, auto_renew: true, payment: { ref: `pay-${key}`, minor: 2500 }, key },
    ...more,
  });
const use = (customer: number, key: string, more: object) =>
  ask(agent, 'POST', `/customers/${customer}/use`, { key, ...more });

it('a plan is made and changed by who may, by the version that was seen, and holds together', async () => {
  const plan = { terms, is_offered: true };
  expect(await ask(agent, 'POST', '/plans', plan)).toMatchObject({ status: 403 });
  const short = { ...plan, terms: { ...terms, trial_days: 3 } };
  expect(await ask(owner, 'POST', '/plans', short)).toMatchObject({ code: 'plus-trial-too-short' });
  const twice = { ...plan, terms: { ...terms, coupons: [terms.coupons[0], terms.coupons[0]] } };
  expect(await ask(owner, 'POST', '/plans', twice)).toMatchObject({ code: 'plus-coupon-twice' });
  const personal = { ...plan, terms: { ...terms, name: { zh: '找 13812345678', en: 'x' } } };
  expect(await ask(owner, 'POST', '/plans', personal)).toMatchObject({ code: 'personal-value' });
  expect(await ask(owner, 'POST', '/plans', plan)).toMatchObject({ plan_id: 1, version: 1 });
  const change = { ...plan, version: 1 };
  expect(await ask(owner, 'PUT', '/plans/1', change)).toMatchObject({ version: 2 });
  expect(await ask(owner, 'PUT', '/plans/1', change)).toMatchObject({ code: 'plan-changed' });
  expect(await ask(owner, 'PUT', '/plans/9', change)).toMatchObject({ code: 'no-such-plan' });
});

it('is started once, by a payment of the right amount that paid nothing else', async () => {
  expect(await start(1, 'a', { payment: null })).toMatchObject({ code: 'plus-payment-missing' });
  expect(await start(1, 'a', { payment: { ref: 'x', minor: 2499 } })).toMatchObject({
    code: 'plus-payment-differs',
  });
  expect(await start(9, 'a')).toMatchObject({ code: 'no-such-customer' });
  expect(await start(1, 'a', { plan_id: 9 })).toMatchObject({ code: 'no-such-plan' });
  const first = await start(1, 'a');
  // 31 January and a month is the end of 28 February in Shanghai.
  expect(first).toMatchObject({ kind: 'start', period: 1, minor: 2500, ends_at: '2026-02-28T16:00:00.000Z' });
  expect(await start(1, 'a')).toEqual({ ...first, again: true });
  expect(await start(1, 'a', { auto_renew: false })).toMatchObject({ code: 'key-reused' });
  expect(await start(1, 'b')).toMatchObject({ code: 'plus-running' });
  expect(await start(2, 'c', { payment: { ref: 'pay-a', minor: 2500 } })).toMatchObject({
    code: 'plus-payment-used',
  });
  expect((await ask(agent, 'GET', '/customers/2')).subscriptions).toEqual([]);
});

it('what it grants is used up to its count, in its month, once per key', async () => {
  expect(await use(2, 'u0', { benefit: 'free-shipping' })).toMatchObject({ code: 'plus-not-running' });
  const first = await use(1, 'u1', { benefit: 'free-shipping', ref: 'order:7' });
  expect(first).toMatchObject({ kind: 'use', minor: 600, left: 1 });
  expect(await use(1, 'u1', { benefit: 'free-shipping', ref: 'order:7' })).toEqual({ ...first, again: true });
  expect(await use(1, 'u1', { benefit: 'free-shipping' })).toMatchObject({ code: 'key-reused' });
  expect(await use(1, 'u2', { benefit: 'free-shipping', count: 2 })).toMatchObject({
    code: 'plus-none-left',
  });
  expect(await use(1, 'u2', { benefit: 'coupon' })).toMatchObject({ code: 'plus-use-unclear' });
  expect(await use(1, 'u2', { benefit: 'coupon', coupon: 'tea-11' })).toMatchObject({
    code: 'plus-none-left',
  });
  expect(await use(1, 'u3', { benefit: 'coupon', coupon: 'tea-10' })).toMatchObject({ left: 0, minor: 1000 });
  expect(await use(1, 'u4', { benefit: 'member-price', saved_minor: 150 })).toMatchObject({ minor: 150 });
  const { subscriptions } = await ask(agent, 'GET', '/customers/1');
  expect(subscriptions[0]).toMatchObject({
    ...{ state: 'active', paid: { minor: 2500, points: 0 } },
    saved: { free_shipping_minor: 600, coupons_minor: 1000, member_price_minor: 150, total_minor: 1750 },
    refund_now: { minor: 750, points: 0 },
    entitlements: [
      { benefit: 'free-shipping', left: 1, granted: 2 },
      { benefit: 'coupon', left: 0 },
    ],
  });
});

it('the timeline says what happened to it, and a use that was given back can be used again', async () => {
  const { subscriptions } = await ask(agent, 'GET', '/customers/1');
  const shipped = subscriptions[0].acts.find((it: { benefit: string }) => it.benefit === 'free-shipping');
  const url = `/uses/${shipped.act_id}/give-back`;
  const back = await ask(agent, 'POST', url, { key: 'g1' });
  expect(back).toMatchObject({ kind: 'give-back', left: 2, minor: 600 });
  expect(await ask(agent, 'POST', url, { key: 'g1' })).toEqual({ ...back, again: true });
  expect(await ask(agent, 'POST', url, { key: 'g2' })).toMatchObject({ code: 'plus-use-given-back' });
  expect(await ask(agent, 'POST', '/uses/1/give-back', { key: 'g2' })).toMatchObject({ code: 'no-such-use' });
  const timeline = '/api/shops/tea/customers/1/timeline?types=plus';
  const { entries } = (await owner.ask('GET', timeline)).json();
  const kinds = entries.map((it: { data: { kind: string } }) => it.data.kind);
  expect(kinds.sort()).toEqual(['give-back', 'start', 'use', 'use', 'use']);
  expect(entries.find((it: { data: { kind: string } }) => it.data.kind === 'start')).toMatchObject({
    title: { zh: '开通 PLUS', en: 'PLUS started' },
    data: { plan: terms.name, amount_minor: 2500, currency: 'CNY' },
  });
  const others = (await owner.ask('GET', timeline.replace('/1/', '/2/'))).json();
  expect(others.entries).toEqual([]);
  // What the tests below count on.
  expect(await use(1, 'u1-again', { benefit: 'free-shipping' })).toMatchObject({ left: 1 });
});

it('its price is told with its public rule, to who has it and to nobody else', async () => {
  const told = async (customer: number) => {
    const items = [{ product_id: 7, list_minor: 1000 }];
    const url = '/api/shops/tea/benefits/prices';
    return (await owner.ask('POST', url, { customer_id: customer, items })).json().prices;
  };
  expect(await told(1)).toMatchObject([{ price_minor: 900, rule: { plan_id: 1, tier: null, percent: 90 } }]);
  expect(await told(2)).toMatchObject([{ price_minor: 1000, rule: null }]);
});

it('is cancelled at any moment and runs to the end; a refund ends it, once', async () => {
  const [{ subscription_id: id }] = (await ask(agent, 'GET', '/customers/1')).subscriptions;
  const url = `/subscriptions/${id}`;
  expect(await ask(agent, 'POST', '/subscriptions/999/cancel')).toMatchObject({
    code: 'no-such-subscription',
  });
  const cancelled = await ask(agent, 'POST', `${url}/cancel`);
  expect(cancelled).toMatchObject({ kind: 'cancel', ends_at: '2026-02-28T16:00:00.000Z' });
  expect(await ask(agent, 'POST', `${url}/cancel`)).toEqual({ ...cancelled, again: true });
  const renewal = { payment: { ref: 'auto', minor: 2500 }, automatic: true, key: 'r1' };
  expect(await ask(agent, 'POST', `${url}/renew`, renewal)).toMatchObject({ code: 'plus-not-automatic' });
  const refunded = await ask(agent, 'POST', `${url}/refund`, { key: 'f1' });
  expect(refunded).toMatchObject({ kind: 'refund', minor: 750 });
  expect(await ask(agent, 'POST', `${url}/refund`, { key: 'f1' })).toEqual({ ...refunded, again: true });
  expect(await ask(agent, 'POST', `${url}/refund`, { key: 'f2' })).toMatchObject({ code: 'plus-over' });
  expect(await use(1, 'u5', { benefit: 'free-shipping' })).toMatchObject({ code: 'plus-not-running' });
});

it('a trial is had once, becomes a paid period, and one period can be paid ahead', async () => {
  const trial = { trial: true, payment: null };
  expect(await start(3, 't0', { trial: true })).toMatchObject({ code: 'plus-payment-unwanted' });
  const { subscription_id: id } = await start(3, 't1', trial);
  expect(await ask(agent, 'POST', `/subscriptions/${id}/refund`, { key: 't2' })).toMatchObject({
    code: 'plus-nothing-paid',
  });
  const renew = (key: string) =>
    ask(agent, 'POST', `/subscriptions/${id}/renew`, {
      ...{ payment: { ref: key, minor: 2500 }, automatic: false, key },
    });
  // The trial ends with 7 February; what is paid meanwhile begins then.
  expect(await renew('t3')).toMatchObject({ period: 1, ends_at: '2026-03-07T16:00:00.000Z' });
  expect(await renew('t4')).toMatchObject({ code: 'plus-renewed-already' });
  const { subscriptions, may_try: mayTry } = await ask(agent, 'GET', '/customers/3');
  expect([mayTry, subscriptions[0].refund_now]).toEqual([false, { minor: 2500, points: 0 }]);
  await ask(agent, 'POST', `/subscriptions/${id}/refund`, { key: 't5' });
  expect(await start(3, 't6', trial)).toMatchObject({ code: 'plus-trial-used' });
});

it('an erasure ends it and leaves what was paid as that of nobody', async () => {
  await start(4, 'e1');
  const keys = await world.platform.keyring.forShop(shopId);
  const whose = { shopId, customerId: 4, personIds: [4], keys, platform: world.platform };
  const shown = await withShop(world.platform.db, shopId, (tx) => plusData.show({ ...whose, tx }));
  expect(JSON.stringify(shown)).toContain('PLUS 月卡');
  for (const _ of [1, 2]) await plusData.erase({ ...whose, erasedAt: '2026-01-31T04:00:00Z' });
  const { subscriptions } = await ask(owner, 'GET', '/subscriptions');
  expect(subscriptions[0]).toMatchObject({ customer_id: null, state: 'expired', end_reason: 'erased' });
  expect((await ask(agent, 'GET', '/customers/4')).subscriptions).toEqual([]);
});

it('who has it is listed by state, page by page', async () => {
  await start(5, 'l1');
  const page = await ask(owner, 'GET', '/subscriptions?limit=1');
  expect(page.subscriptions).toMatchObject([{ customer_id: 5, state: 'active' }]);
  const next = await ask(
    owner,
    'GET',
    `/subscriptions?limit=1&cursor=${encodeURIComponent(page.next_cursor)}`,
  );
  expect(next.subscriptions).toMatchObject([{ customer_id: null }]);
  const refunded = await ask(owner, 'GET', '/subscriptions?state=refunded');
  expect(refunded.subscriptions.map((it: { customer_id: number }) => it.customer_id)).toEqual([3, 1]);
});

it('another plan at once costs its price less what is left by the end of the day, with the renewal nothing until then', async () => {
  const yearly = { ...terms, period: 'year', price: { kind: 'money', minor: 25_000 } };
  const { plan_id: year } = await ask(owner, 'POST', '/plans', { terms: yearly, is_offered: true });
  const { subscription_id: id } = await start(2, 'w0');
  const change = (key: string, plan_id: number, when: string, minor?: number) =>
    ask(agent, 'POST', `/subscriptions/${id}/switch`, {
      ...{ plan_id, when, payment: minor === undefined ? null : { ref: `switch-${key}`, minor }, key },
    });
  const look = async () => (await ask(agent, 'GET', '/customers/2')).subscriptions[0];
  expect(await use(2, 'w1', { benefit: 'free-shipping' })).toMatchObject({ left: 1 });
  const { act_id: used } = await use(2, 'w2', { benefit: 'free-shipping' });
  world.clock.set('2026-02-10T02:00:00Z');
  // 18 of 28 days and 14 hours are left, which is more than what was not used: 1300 of 2500.
  expect(await look()).toMatchObject({ paid_in: 'money', switch_credit: { minor: 1300, points: 0 } });
  expect(await change('w3', year, 'now')).toMatchObject({ code: 'plus-payment-missing' });
  expect(await change('w3', year, 'now', 25_000)).toMatchObject({ code: 'plus-payment-differs' });
  expect(await change('w3', 99, 'now', 1)).toMatchObject({ code: 'no-such-plan' });
  const done = await change('w3', year, 'now', 23_700);
  expect(done).toMatchObject({
    ...{ kind: 'switch', period: 2, plan_id: year, minor: 23_700, ends_at: '2027-02-10T16:00:00.000Z' },
  });
  expect(await change('w3', year, 'now', 23_700)).toEqual({ ...done, again: true });
  expect(await change('w4', year, 'now', 1)).toMatchObject({ code: 'plus-same-plan' });
  expect(await ask(agent, 'POST', `/uses/${used}/give-back`, { key: 'w5' })).toMatchObject({
    code: 'plus-use-settled',
  });
  expect(await look()).toMatchObject({
    ...{ plan_id: year, paid: { minor: 27_500 }, refunded: { minor: 1300 }, saved: { total_minor: 1200 } },
    entitlements: [
      { benefit: 'coupon', left: 1, ends_at: '2026-03-10T16:00:00.000Z' },
      { benefit: 'free-shipping', left: 2, ends_at: '2027-02-10T16:00:00.000Z' },
    ],
  });

  world.clock.advance(3_600_000);
  expect(await change('w6', 1, 'now', 1)).toMatchObject({ code: 'plus-credit-exceeds' });
  expect(await change('w7', 1, 'renewal')).toMatchObject({ kind: 'choose', plan_id: 1, minor: null });
  expect(await look()).toMatchObject({
    ...{ plan_id: year, next_plan_id: 1, renewal: { plan_id: 1, price: { minor: 2500 } } },
  });
  expect(await change('w8', 1, 'renewal')).toMatchObject({ code: 'plus-same-plan' });
  expect(await change('w9', year, 'renewal')).toMatchObject({ kind: 'choose' });
  expect(await look()).toMatchObject({ next_plan_id: null, renewal: { plan_id: year } });
  const { entries } = (await owner.ask('GET', '/api/shops/tea/customers/2/timeline?types=plus')).json();
  const kinds = entries.map((it: { data: { kind: string } }) => it.data.kind);
  expect(kinds.filter((it: string) => it === 'switch' || it === 'choose')).toHaveLength(3);

  const trial = await start(1, 'w10', { trial: true, payment: null });
  const url = `/subscriptions/${trial.subscription_id}/switch`;
  const atOnce = { plan_id: year, when: 'now', payment: { ref: 'w11', minor: 25_000 }, key: 'w11' };
  expect(await ask(agent, 'POST', url, atOnce)).toMatchObject({ code: 'plus-in-trial' });
});
