import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { earnPoints } from '../../src/domains/ledgers/index.ts';
import { plainRules } from '../../src/domains/loyalty/testing/plain-rules.ts';
import { withShop } from '../../src/platform/db/postgres.ts';
import { orThrow } from '../../src/platform/errors.ts';
import type { HttpApp } from '../../src/platform/http/routes.ts';
import { openShop, type Person, signInOwner } from '../people.ts';
import { openWorld, type World } from '../world.ts';

/** Every act of points, mall, gifts and PLUS by what it refuses: amounts, strangers, keys, the clock. In words, and nothing has changed. */

let world: World;
let app: HttpApp;
let owner: Person;
let shopId: number;
const root = '/api/shops/tea';

interface Act {
  readonly url: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Fields that are amounts, with the greatest each takes. */
  readonly most?: Readonly<Record<string, number>>;
  /** Fields of it that take less than one. */
  readonly below?: readonly string[];
  /** What asking it again, with the clock set right, says first; done unless told. */
  readonly ends?: string;
  /** It asks the ledger, which does not go back in time. */
  readonly ofLedger: boolean;
}

const acts: Record<string, Act> = {};
const trillion = 1_000_000_000_000;

beforeAll(async () => {
  world = await openWorld();
  app = await buildApp(world.platform);
  owner = await signInOwner(world.platform, app);
  ({ shopId } = await openShop(world.platform, 'tea'));
  const other = await openShop(world.platform, 'coffee');
  for (const [id, persons] of [
    [shopId, 4],
    [other.shopId, 9],
  ] as const)
    await withShop(world.platform.db, id, (tx) =>
      sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
        select ${id}, it, it, now(), now() from generate_series(1, ${persons}) it`.execute(tx),
    );
  await earn();
  await prepare();
});
afterAll(async () => {
  await app.close();
  await world.close();
});

/** Points for everybody who acts, the last entry of each. */
const earn = () =>
  withShop(world.platform.db, shopId, async (tx) => {
    const at = world.clock.now();
    for (const personId of [1, 2, 3]) {
      const ask = { key: `e${personId}-${at.getTime()}`, cause: 'test', by: 'test', at };
      orThrow(await earnPoints(tx, shopId, { earning: { personId, points: 1000, expiresAt: null }, ask }));
    }
  });

async function done(url: string, body: object, method: 'POST' | 'PUT' = 'POST') {
  const answer = await owner.ask(method, `${root}${url}`, body);
  expect(answer.statusCode, `${url}: ${answer.body}`).toBeLessThan(300);
  return answer.json();
}

/** One of each thing that an act is about, and the acts. */
async function prepare(): Promise<void> {
  await done('/points/rules', { rules: plainRules, starts_on: '2026-01-15', version: 0 }, 'PUT');
  const terms = {
    ...{ name: { zh: '卡', en: 'card' }, period: 'month', trial_days: 0, points_percent: 100 },
    ...{ price: { kind: 'points', points: 20, worth_minor: 500 }, coupons: [] },
    member_prices: [{ name: { zh: '九折', en: '10% off' }, percent: 90, category: [] }],
    free_shipping: { count: 9, worth_minor: 1 },
  };
  const { plan_id } = await done('/plus/plans', { terms, is_offered: true });
  const { plan_id: other } = await done('/plus/plans', { terms, is_offered: true });
  const starting = { plan_id, trial: false, auto_renew: false, payment: null };
  const start = async (customer: number) =>
    (await done(`/plus/customers/${customer}/start`, { ...starting, key: `p${customer}` })).subscription_id;
  const [first, second] = [await start(1), await start(2)];
  const use = { benefit: 'free-shipping', key: 'u' };
  const { act_id: used } = await done('/plus/customers/1/use', use);
  // Else a period would begin after a clock that goes back.
  world.clock.advance(30 * 60_000);
  await earn();
  const of = (customer: number) => `/points/customers/${customer}`;
  const hold = async (key: string) =>
    (await done(`${of(1)}/reserve`, { points: 5, minutes: 60, key })).act_id;
  const [toConfirm, toCancel] = [await hold('h1'), await hold('h2')];
  const { act_id: spent } = await done(`${of(1)}/spend`, { points: 30, key: 's' });
  const item = {
    ...{ kind: 'coupon', name: 'ten off', hands_out: 'C-10', points: 10, money_minor: 0, stock: 50 },
    ...{ most_per_customer: null, tiers: [], is_listed: true },
  };
  const { item_id } = await done('/mall/items', item);
  const taking = { item_id, count: 1, minutes: 60 };
  const take = async (key: string) =>
    (await done('/mall/customers/1/redeem', { ...taking, key })).redemption_id;
  const [held, unwanted, taken] = [await take('r1'), await take('r2'), await take('r3')];
  await done(`/mall/redemptions/${taken}/confirm`, {});
  await withShop(world.platform.db, shopId, (tx) =>
    sql`insert into loyalty.benefit_grants (shop_id, person_id, benefit, tier, key, version, gift, cost_minor, state,
        granted_at, expires_at)
      values (${shopId}, 1, 'exclusive-coupon', 'gold', 'x:2026-01', 1, '{"name":{"zh":"券","en":"coupon"},"cost_minor":1,"days":9}',
        1, 'open', now(), ${new Date('2026-02-01T00:00:00Z')})`.execute(tx),
  );
  const ledger = { ofLedger: true } as const;
  const apart = { ofLedger: false } as const;
  Object.assign(acts, {
    earn: { url: `${of(1)}/earn`, body: { deed: 'review' }, ...ledger },
    spend: { url: `${of(1)}/spend`, body: { points: 1 }, most: { points: trillion }, ...ledger },
    reserve: {
      ...{
        url: `${of(1)}/reserve`,
        body: { points: 1, minutes: 9 },
        most: { points: trillion, minutes: 43_200 },
      },
      ...ledger,
    },
    confirm: { url: `/points/acts/${toConfirm}/confirm`, body: {}, ...ledger },
    cancel: { url: `/points/acts/${toCancel}/cancel`, body: {}, ...ledger },
    refund: {
      url: `/points/acts/${spent}/refund`,
      body: { points: 2 },
      most: { points: trillion },
      ...ledger,
    },
    adjust: {
      ...{ url: `${of(1)}/adjust`, body: { points: 3, reason: 'a present' }, most: { points: trillion } },
      ...{ below: ['points'], ...ledger },
    },
    repay: {
      ...{
        url: `${of(1)}/repay`,
        body: { points: 1, how: 'paid', reason: 'paid' },
        most: { points: trillion },
      },
      ...{ ends: 'repays-too-much', ...ledger },
    },
    redeem: {
      ...{ url: '/mall/customers/1/redeem', body: taking, most: { count: 10_000, minutes: 43_200 } },
      ...ledger,
    },
    'confirm a redemption': { url: `/mall/redemptions/${held}/confirm`, body: {}, ...ledger },
    'cancel a redemption': { url: `/mall/redemptions/${unwanted}/cancel`, body: {}, ...ledger },
    'return a redemption': { url: `/mall/redemptions/${taken}/return`, body: { restock: true }, ...ledger },
    'change stock': {
      ...{ url: `/mall/items/${item_id}/stock`, body: { by: 2 }, most: { by: 1_000_000_000 } },
      ...{ below: ['by'], ...apart },
    },
    'start PLUS': { url: '/plus/customers/3/start', body: starting, ...ledger },
    'renew PLUS': {
      ...{ url: `/plus/subscriptions/${first}/renew`, body: { payment: null, automatic: false } },
      ...ledger,
    },
    'switch PLUS': {
      url: `/plus/subscriptions/${first}/switch`,
      body: { plan_id: other, when: 'renewal', payment: null },
      ...apart,
    },
    'use PLUS': {
      ...{
        url: '/plus/customers/1/use',
        body: { benefit: 'free-shipping', count: 1 },
        most: { count: 1000 },
      },
      ...apart,
    },
    'save by PLUS': {
      ...{ url: '/plus/customers/1/use', body: { benefit: 'member-price', saved_minor: 7 } },
      ...{ most: { saved_minor: 1_000_000_000 }, ...apart },
    },
    'give a use back': { url: `/plus/uses/${used}/give-back`, body: {}, ...apart },
    'cancel PLUS': { url: `/plus/subscriptions/${first}/cancel`, body: {}, ...apart },
    'refund PLUS': { url: `/plus/subscriptions/${second}/refund`, body: {}, ...ledger },
    'use a gift': { url: '/customers/1/benefits/grants/1/use', body: {}, ...apart },
  } satisfies Record<string, Act>);
}

/** Acts that are done once without a key of their own. */
const keyless = /^(confirm|cancel|return) a redemption$|^cancel PLUS$/;
const bodyOf = (name: string, { body }: Act, key: string) => (keyless.test(name) ? body : { ...body, key });

/** Everything that acts change, as it stands. */
async function standing(): Promise<object> {
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql<object>`select
      (select json_agg(a order by account_id) from ledgers.points_accounts a where shop_id = ${shopId}) as accounts,
      (select count(*) from ledgers.points_acts where shop_id = ${shopId}) as acts,
      (select json_agg(s order by stock_id) from ledgers.stock s where shop_id = ${shopId}) as stock,
      (select json_agg(e order by entitlement_id) from ledgers.entitlements e where shop_id = ${shopId}) as entitlements,
      (select json_agg(r order by redemption_id) from loyalty.mall_redemptions r where shop_id = ${shopId}) as redemptions,
      (select count(*) from loyalty.plus_acts where shop_id = ${shopId}) as plus,
      (select json_agg(s order by subscription_id) from loyalty.plus_subscriptions s where shop_id = ${shopId}) as subscriptions,
      (select json_agg(g order by grant_id) from loyalty.benefit_grants g where shop_id = ${shopId}) as gifts`.execute(
      tx,
    ),
  );
  return rows[0]!;
}

interface Refusal {
  readonly status: number;
  readonly code: string;
}

/** Asked in both languages: the same refusal, each in its own words. */
async function refused(url: string, body: object, bearer?: string): Promise<Refusal> {
  const [zh, en] = await Promise.all(
    ['zh-CN', 'en'].map(async (language) => {
      const more = { 'accept-language': language };
      const answer =
        bearer === undefined
          ? await owner.ask('POST', url, body, more)
          : await app.inject({
              ...{ method: 'POST', url, payload: body },
              headers: { ...more, authorization: `Bearer ${bearer}` },
            });
      return answer.json();
    }),
  );
  expect(zh.status, `${url} ${JSON.stringify(body)}`).toBeGreaterThanOrEqual(400);
  expect([zh.status, zh.code]).toEqual([en.status, en.code]);
  expect(zh.detail).toMatch(/\p{Script=Han}/u);
  expect(en.detail).toMatch(/^[^\p{Script=Han}]{8,}$/u);
  return en;
}

it('amounts of nothing, below it, in parts or beyond what is held are named with their field, and change nothing', async () => {
  const before = await standing();
  let tried = 0;
  for (const [name, it] of Object.entries(acts))
    for (const [field, most] of Object.entries(it.most ?? {}))
      for (const value of [0, -1, 0.5, most + 1, 2 ** 53, null]) {
        const isBelow = it.below?.includes(field) && (value === 0 || value === -1);
        if (isBelow) continue;
        const body = { ...bodyOf(name, it, `bad-${++tried}`), [field]: value };
        const answer = await owner.ask('POST', `${root}${it.url}`, body);
        expect(answer.statusCode, `${name} ${field} ${value}`).toBe(400);
        expect(answer.json().issues.map((one: { field: string }) => one.field)).toContain(`/${field}`);
      }
  expect(tried).toBeGreaterThan(50);
  expect(await standing()).toEqual(before);
});

it('no act is done for a key that is revoked or of another shop, nor for a customer of another shop', async () => {
  const before = await standing();
  const scopes = ['points:read', 'points:write', 'plus:read', 'plus:write'];
  const make = async (shop: string) =>
    (await owner.ask('POST', `/api/shops/${shop}/keys`, { kind: 'api', name: 'till', scopes })).json();
  const [revoked, foreign] = [await make('tea'), await make('coffee')];
  const { statusCode } = await app.inject({
    ...{ url: `${root}/points/customers/1`, headers: { authorization: `Bearer ${revoked.key}` } },
  });
  expect(statusCode).toBe(200);
  await owner.ask('DELETE', `${root}/keys/${revoked.key_id}`);
  for (const [name, it] of Object.entries(acts)) {
    const [url, body] = [`${root}${it.url}`, bodyOf(name, it, 'not-mine')];
    expect(await refused(url, body, revoked.key), name).toMatchObject({ status: 401, code: 'key-invalid' });
    expect(await refused(url, body, foreign.key), name).toMatchObject({
      status: 404,
      code: 'shop-not-found',
    });
    const elsewhere = url.replace(/customers\/\d+/, 'customers/9');
    if (elsewhere !== url)
      expect(await refused(elsewhere, body), name).toMatchObject({ status: 404, code: 'no-such-customer' });
  }
  expect(await standing()).toEqual(before);
});

it('a clock that goes back is told by every act of the ledger and changes nothing; set right, the same requests are done', async () => {
  const before = await standing();
  world.clock.advance(-6 * 60_000);
  for (const [name, it] of Object.entries(acts).filter(([, { ofLedger }]) => ofLedger)) {
    const { status, code } = await refused(`${root}${it.url}`, bodyOf(name, it, name.replaceAll(' ', '-')));
    expect([name, status, code]).toEqual([name, 503, 'clock-went-back']);
  }
  expect(await standing()).toEqual(before);
  world.clock.advance(6 * 60_000);
  for (const [name, it] of Object.entries(acts)) {
    const body = bodyOf(name, it, name.replaceAll(' ', '-'));
    const answer = await owner.ask('POST', `${root}${it.url}`, body);
    if (it.ends !== undefined) expect(answer.json().code, name).toBe(it.ends);
    else expect(answer.statusCode, `${name}: ${answer.body}`).toBe(200);
  }
});

it('no balance grows beyond what the ledger holds, whichever act would make it', async () => {
  const beyond = { personId: 4, points: trillion, expiresAt: null };
  const earn = (key: string, points: number) => {
    const ask = { key, cause: 'test', by: 'test', at: world.clock.now() };
    return withShop(world.platform.db, shopId, (tx) =>
      earnPoints(tx, shopId, { earning: { ...beyond, points }, ask }),
    );
  };
  orThrow(await earn('all', trillion));
  expect(await earn('one more', 1)).toMatchObject({ ok: false });
  const url = `${root}/points/customers/4`;
  expect(await refused(`${url}/earn`, { deed: 'review', key: 'over' })).toMatchObject({
    ...{ status: 409, code: 'points-overflow' },
  });
  expect(await refused(`${url}/adjust`, { points: 9, reason: 'a present', key: 'over' })).toMatchObject({
    ...{ status: 409, code: 'points-overflow' },
  });
});
