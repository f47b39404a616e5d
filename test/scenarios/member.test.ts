import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { resolvePersons } from '../../src/domains/customers/index.ts';
import { plainRules } from '../../src/domains/loyalty/testing/plain-rules.ts';
import { memberToken, readMemberToken } from '../../src/domains/member/token-rules.ts';
import { sendDue } from '../../src/domains/messaging/outbox/keep-outbox.ts';
import { openPool } from '../../src/platform/db/pool.ts';
import { withShop } from '../../src/platform/db/postgres.ts';
import type { HttpApp } from '../../src/platform/http/routes.ts';
import { hire, openShop, type Person, signInOwner } from '../people.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
let app: HttpApp;
let owner: Person;
let token: string;
let shopId: number;

const ask = async (method: 'GET' | 'POST', path: string, body?: object, by = token) => {
  const headers = { 'x-member-token': by };
  return app.inject({ method, url: `/api/member${path}`, headers, ...(body && { payload: body }) });
};
const orFail = (answer: { statusCode: number; body: string }) =>
  expect(answer.statusCode, answer.body).toBe(200);
const linkTo = async (customer: number) =>
  (await owner.ask('POST', '/api/shops/tea/member/links', { customer })).json();

beforeAll(async () => {
  world = await openWorld();
  app = await buildApp(world.platform);
  owner = await signInOwner(world.platform, app);
  shopId = (await openShop(world.platform, 'tea')).shopId;
  const keys = await world.platform.keyring.forShop(shopId);
  const claims = ['a', 'b'].map((value) => ({
    identities: [{ channel: 'web', kind: 'user-id' as const, value }],
    at: '2026-01-02T03:04:05Z',
  }));
  await withShop(world.platform.db, shopId, (tx) =>
    resolvePersons(tx, keys, shopId, claims, { source: 'test' }),
  );
  const deeds = [
    { deed: 'sign-in', points: 5, most_per_day: 5 },
    { deed: 'review', points: 20, most_per_day: 50 },
  ];
  const rules = { starts_on: '2026-01-15', version: 0, rules: { ...plainRules, deeds } };
  await owner.ask('PUT', '/api/shops/tea/points/rules', rules);
  token = (await linkTo(1)).token;
});
afterAll(async () => {
  await app.close();
  await world.close();
});

it('a rush of pages waits in line and opens no connection for each', async () => {
  const admin = openPool(world.adminUrl, { max: 1 });
  const connections = async () => {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(
      admin,
    );
    return rows.map(({ pid }) => pid);
  };
  const before = new Set(await connections());
  const pages = await Promise.all(Array.from({ length: 40 }, () => ask('GET', '')));
  for (const page of pages) orFail(page);
  expect((await connections()).filter((pid) => !before.has(pid)).length).toBeLessThanOrEqual(4);
  await admin.destroy();
});

it('signs in once a day, whatever is pressed how often, and anew after the midnight of the shop', async () => {
  expect((await ask('GET', '')).json()).toMatchObject({ sign_in: { points: 5, done: false } });
  const presses = await Promise.all(Array.from({ length: 6 }, () => ask('POST', '/sign-in')));
  expect(presses.map((it) => it.json().again).sort()).toEqual([false, true, true, true, true, true]);
  expect((await ask('GET', '')).json()).toMatchObject({
    ...{ shop: 'tea', points: { available: 5 }, sign_in: { done: true } },
  });
  world.clock.set('2026-01-15T16:00:00Z'); // midnight in Shanghai, twelve hours on: the link is over
  expect((await ask('POST', '/sign-in')).statusCode).toBe(401);
  token = (await linkTo(1)).token;
  expect((await ask('POST', '/sign-in')).json()).toEqual({ points: 5, again: false });
});

it('consents change what the gate answers, and stand as said on the page', async () => {
  const stand = async (channel: string) =>
    (await ask('GET', ''))
      .json()
      .consents.find(
        (it: { purpose: string; channel: string }) => it.purpose === 'marketing' && it.channel === channel,
      )?.allowed;
  const marketing = () => stand('any');
  expect(await marketing()).toBe(false);
  expect((await ask('POST', '/consents', { purpose: 'marketing', allowed: true })).statusCode).toBe(204);
  expect(await marketing()).toBe(true);
  const { history } = (await owner.ask('GET', '/api/shops/tea/compliance/customers/1/consents')).json();
  expect(history[0]).toMatchObject({ evidence: { screen: 'member-page' }, recorded_by: 'member' });
  // A click in an e-mail ends e-mail alone, and the page says so; there it can be had back.
  expect(await stand('e-mail')).toBeUndefined();
  const ended = { purpose: 'marketing', channel: 'e-mail', state: 'withdrawn', source: 'message' };
  await owner.ask('POST', '/api/shops/tea/compliance/customers/1/consents', ended);
  expect([await marketing(), await stand('e-mail')]).toEqual([true, false]);
  world.clock.advance(1_000);
  await ask('POST', '/consents', { purpose: 'marketing', channel: 'e-mail', allowed: true });
  expect([await marketing(), await stand('e-mail')]).toEqual([true, true]);
  world.clock.advance(1_000);
  await ask('POST', '/consents', { purpose: 'marketing', allowed: false });
  expect([await marketing(), await stand('e-mail')]).toEqual([false, false]);
});

it('a request is recorded once while it is open, however often it is pressed, and the page says by when', async () => {
  const press = async () => expect((await ask('POST', '/requests', { kind: 'delete' })).statusCode).toBe(204);
  const recorded = async () =>
    (await owner.ask('GET', '/api/shops/tea/compliance/requests')).json().requests as {
      request_id: number;
      due_day: string;
    }[];
  await Promise.all([press(), press(), press(), press()]);
  const [first] = await recorded();
  const decided = { state: 'refused', decision: 'orders under way' };
  await owner.ask('POST', `/api/shops/tea/compliance/requests/${first!.request_id}/decision`, decided);
  expect(await recorded()).toHaveLength(1);
  await press();
  const requests = await recorded();
  expect(requests).toHaveLength(2);
  expect((await ask('GET', '')).json().requests).toEqual([
    { kind: 'delete', state: 'open', due_day: requests[0]!.due_day },
    { kind: 'delete', state: 'refused', due_day: requests[1]!.due_day },
  ]);
});

it('tasks say what they brought today, and points are exchanged on the page once, whatever is pressed', async () => {
  const other = (await linkTo(2)).token;
  const see = async (by = other) => (await ask('GET', '?language=en', undefined, by)).json();
  const make = async (more: object) => {
    const item = {
      ...{ kind: 'gift', name: 'cup', hands_out: null, points: 30, money_minor: 0, stock: 3 },
      ...{ most_per_customer: 2, tiers: [], is_listed: true },
    };
    return (await owner.ask('POST', '/api/shops/tea/mall/items', { ...item, ...more })).json()
      .item_id as number;
  };
  const cup = await make({});
  await make({ name: 'kettle', money_minor: 9900 });
  await make({ name: 'for gold', tiers: ['金卡'] });
  await make({ name: 'none left', stock: 0 });
  await make({ name: 'hidden', is_listed: false });
  expect((await see()).tasks).toEqual([{ deed: 'review', points: 20, most_per_day: 50, today: 0 }]);
  expect(new Set((await see()).mall.map((it: { can_take: string }) => it.can_take))).toEqual(
    new Set(['points', 'tier', 'sold-out']),
  );
  for (const key of ['1', '2', '3', '4'])
    orFail(await owner.ask('POST', '/api/shops/tea/points/customers/2/earn', { deed: 'review', key }));
  const before = await see();
  expect(before.tasks).toMatchObject([{ today: 50 }]);
  expect(
    Object.fromEntries(before.mall.map((it: { name: string; can_take: string }) => [it.name, it.can_take])),
  ).toEqual({ cup: 'yes', kettle: 'checkout', 'for gold': 'tier', 'none left': 'sold-out' });
  const take = async (key: string, item = cup, by = other) =>
    (await ask('POST', '/redeem', { item_id: item, key }, by)).json();
  const presses = await Promise.all(Array.from({ length: 6 }, () => take('once')));
  expect(new Set(presses.map((it) => it.redemption_id)).size).toBe(1);
  expect(presses.filter((it) => it.again === false)).toHaveLength(1);
  const after = await see();
  expect(after.points.available).toBe(20);
  expect(after.redeemed).toMatchObject([{ name: 'cup', points: 30, count: 1, held: false }]);
  expect(await take('more')).toMatchObject({ code: 'not-enough-points' });
  expect(await take('k', cup + 1)).toMatchObject({ code: 'mall-item-at-checkout' });
  expect(await take('h', cup + 4)).toMatchObject({ code: 'mall-item-not-listed' });
  expect(await take('n', 999)).toMatchObject({ code: 'no-such-mall-item' });
  // Another member's press under the same key is another press.
  expect(await take('once', cup, token)).toMatchObject({ code: 'not-enough-points' });
});

it('the tier is shown in the reader’s words, with what is missing to the next and what it brings', async () => {
  expect((await ask('GET', '')).json().tier).toBeNull();
  const { usual } = (await owner.ask('GET', '/api/shops/tea/tiers/rules')).json();
  usual.ladder[0].benefits = [{ kind: 'free-shipping', from_minor: 9900 }];
  const applied = await owner.ask('POST', '/api/shops/tea/tiers/apply', { rules: usual, version: 0 });
  expect(applied.statusCode).toBe(200);
  expect((await ask('GET', '?language=en')).json().tier).toMatchObject({
    ...{ name: 'Regular', measure: 'growth', figure: 0, notice: null },
    ...{ next: { name: 'Silver', from: 500, missing: 500 }, benefits: ['free shipping from 99 CNY'] },
  });
  expect((await ask('GET', '?language=zh')).json().tier).toMatchObject({
    ...{ name: '普通', benefits: ['满 99 CNY 包邮'] },
  });
});

it('a message is read by its own member alone', async () => {
  const values = { points: 5, expires_on: '2026-01-31' };
  const message = { customer: 1, template: 'points-expiring', key: 'i', values, channels: ['in-page'] };
  await owner.ask('POST', '/api/shops/tea/messages', message);
  await sendDue(world.platform, { shopId });
  const [one] = (await ask('GET', '?language=en')).json().inbox;
  expect(one).toMatchObject({ read: false, subject: expect.stringContaining('January 31, 2026') });
  const other = (await linkTo(2)).token;
  const read = { message_ids: [one.message_id] };
  await ask('POST', '/inbox/read', read, other);
  expect((await ask('GET', '')).json().inbox[0].read).toBe(false);
  expect((await ask('GET', '', undefined, other)).json().inbox).toEqual([]);
  await ask('POST', '/inbox/read', read);
  expect((await ask('GET', '')).json().inbox[0].read).toBe(true);
});

it('no token but one of ours, for its shop and its time, opens anything', async () => {
  const parts = token.split('.');
  const forged = [
    ...['', 'x', token.slice(0, -1), `${token}A`, [parts[0], '2', parts[2], parts[3]].join('.')],
    ...[[parts[0], parts[1], '99999999999', parts[3]].join('.'), ['2', ...parts.slice(1)].join('.')],
    memberToken('another secret', { shopId, personId: 1, expiresAt: new Date('2099-01-01') }),
  ];
  for (const it of forged) expect((await ask('GET', '', undefined, it)).statusCode, it).toBe(401);
  const expiresAt = new Date('2026-01-15T04:00:00Z');
  const mine = memberToken('s', { shopId: 3, personId: 4, expiresAt });
  expect(readMemberToken('s', mine, new Date('2026-01-15T03:59:59Z'))).toEqual({
    shopId: 3,
    personId: 4,
    expiresAt,
  });
  expect(readMemberToken('s', mine, expiresAt)).toBeUndefined();
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql`select subject, details from compliance.audit_log where act = 'members.link' order by entry_id`.execute(
      tx,
    ),
  );
  expect(rows.at(-1)).toEqual({ subject: 'customer:2', details: { minutes: 30 } });
  const analyst = await hire(owner, { slug: 'tea', role: 'analyst' });
  expect((await analyst.ask('POST', '/api/shops/tea/member/links', { customer: 1 })).statusCode).toBe(403);
});

it('PLUS says what is left and what it saved, and is cancelled by who has it and by nobody else', async () => {
  world.clock.set('2026-01-16T02:00:00Z');
  token = (await linkTo(1)).token;
  const terms = {
    ...{ name: { zh: '月卡', en: 'Monthly' }, period: 'month', price: { kind: 'money', minor: 2500 } },
    ...{ trial_days: 7, member_prices: [], coupons: [], points_percent: 100 },
    free_shipping: { count: 3, worth_minor: 600 },
  };
  const plus = '/api/shops/tea/plus';
  const { plan_id } = (await owner.ask('POST', `${plus}/plans`, { terms, is_offered: true })).json();
  const offer = {
    ...{ plan: '月卡', price_minor: 2500, price_points: null, period: '每月', trial_days: 7 },
    benefits: ['每期包邮 3 次'],
  };
  expect((await ask('GET', '')).json()).toMatchObject({ plus: [], plus_offers: [offer] });
  const starting = { plan_id, trial: true, auto_renew: true, payment: null, key: 'm1' };
  const started = await owner.ask('POST', `${plus}/customers/1/start`, starting);
  const { subscription_id } = started.json();
  await owner.ask('POST', `${plus}/customers/1/use`, { benefit: 'free-shipping', key: 'm2' });
  const own = { subscription_id, plan: '月卡', renews: true, saved_minor: 600, last_day: '2026-01-23' };
  const better = { ...terms, name: { zh: '年卡', en: 'Yearly' }, period: 'year' };
  const yearly = (await owner.ask('POST', `${plus}/plans`, { terms: better, is_offered: true })).json();
  const change = { plan_id: yearly.plan_id, when: 'renewal', payment: null, key: 'm3' };
  expect((await ask('GET', '')).json().plus).toMatchObject([{ next_plan: null }]);
  await owner.ask('POST', `${plus}/subscriptions/${subscription_id}/switch`, change);
  expect((await ask('GET', '')).json()).toMatchObject({
    plus: [{ ...own, next_plan: '年卡', entitlements: [{ left: 2, granted: 3 }] }],
    plus_offers: [],
  });
  const other = (await linkTo(2)).token;
  expect((await ask('GET', '', undefined, other)).json().plus).toEqual([]);
  for (const id of [plan_id, yearly.plan_id])
    await owner.ask('PUT', `${plus}/plans/${id}`, { terms, is_offered: false, version: 1 });
  expect((await ask('GET', '', undefined, other)).json().plus_offers).toEqual([]);
  expect((await ask('POST', '/plus/cancel', { subscription_id }, other)).statusCode).toBe(404);
  for (const _ of [1, 2])
    expect((await ask('POST', '/plus/cancel', { subscription_id })).statusCode).toBe(204);
  expect((await ask('GET', '')).json().plus).toMatchObject([{ renews: false, cancelled: true }]);
});
