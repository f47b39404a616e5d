import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import type { Tree } from '../../src/contract/segment-conditions.ts';
import { resolvePersons } from '../../src/domains/customers/index.ts';
import { keepPlus } from '../../src/domains/loyalty/plus/keep-plus.ts';
import { listMembers, listMoves } from '../../src/domains/segments/ask-members.ts';
import { type Looked, lookAfterShop } from '../../src/domains/segments/look-after-shop.ts';
import { findSegment } from '../../src/domains/segments/segment-store.ts';
import { findShop, type Shop } from '../../src/platform/auth/index.ts';
import { withShop } from '../../src/platform/db/postgres.ts';
import type { HttpApp } from '../../src/platform/http/routes.ts';
import { openShop, type Person, signInOwner } from '../people.ts';
import { openWorld, type World } from '../world.ts';

/** From acts of PLUS through the mirror into live segments and out of them again, through a merge and its undoing. */

let world: World;
let app: HttpApp;
let owner: Person;
let shop: Shop;
const root = '/api/shops/tea';

const ask = async (url: string, body: object, method: 'POST' | 'PUT' = 'POST') => {
  const answer = await owner.ask(method, `${root}${url}`, body);
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer.json();
};

beforeAll(async () => {
  world = await openWorld({ now: '2026-03-10T04:00:00Z' });
  app = await buildApp(world.platform);
  owner = await signInOwner(world.platform, app);
  const { shopId } = await openShop(world.platform, 'tea');
  shop = (await findShop(world.platform.db, 'tea'))!;
  const keys = await world.platform.keyring.forShop(shopId);
  const claims = ['a', 'b', 'c'].map((value) => ({
    identities: [{ channel: 'web', kind: 'user-id' as const, value }],
    at: '2026-03-01T03:04:05Z',
  }));
  await withShop(world.platform.db, shopId, (tx) =>
    resolvePersons(tx, keys, shopId, claims, { source: 'test' }),
  );
});
afterAll(async () => {
  await app.close();
  await world.close();
});

let looked: Looked | undefined;
/** What is owed is paid, and one look is taken, as the server takes them. */
const look = async () => {
  await world.platform.mirror.settle(shop.shopId);
  looked = await lookAfterShop({ platform: world.platform, shop }, looked);
};

it('who starts PLUS is a member at the next look, who is refunded or comes to the end is none, and both follow a merge', async () => {
  const terms = {
    ...{ period: 'month', trial_days: 7, member_prices: [], coupons: [], points_percent: 100 },
    free_shipping: null,
  };
  const plan = async (zh: string, en: string, minor: number) => {
    const sold = { ...terms, name: { zh, en }, price: { kind: 'money', minor } };
    return (await ask('/plus/plans', { terms: sold, is_offered: true })).plan_id as number;
  };
  const [monthly, yearly] = [await plan('月卡', 'Monthly', 2500), await plan('年卡', 'Yearly', 9900)];
  const make = async (name: string, tree: Tree) => (await ask('/segments', { name, tree })).segment_id;
  const segments: Record<string, number> = {
    member: await make('member', { kind: 'plus', is: 'member', within: 'ever' }),
    trial: await make('trial', { kind: 'plus', is: 'trial', within: 'ever' }),
    yearly: await make('yearly', { kind: 'plus', is: 'member', plan: yearly, within: 'ever' }),
    ending: await make('ending', { kind: 'plus', is: 'member', within: '8d' }),
    ever: await make('ever', { kind: 'plus', is: 'ever', within: 'ever' }),
    never: await make('never', { op: 'none', of: [{ kind: 'plus', is: 'ever', within: 'ever' }] }),
  };
  const asking = { clickhouse: world.platform.clickhouse, shop };
  const members = async () => {
    const all: Record<string, number[]> = {};
    for (const [name, segmentId] of Object.entries(segments)) {
      const found = await withShop(world.platform.db, shop.shopId, (tx) =>
        findSegment(tx, shop.shopId, segmentId),
      );
      const place = { segmentId, refresh: found!.refresh! };
      all[name] = await listMembers(asking, place, { after: 0, limit: 10 });
    }
    return all;
  };
  await look();
  const nobody = { member: [], trial: [], yearly: [], ending: [], ever: [], never: [1, 2, 3] };
  expect(await members()).toEqual(nobody);

  const start = (customer: number, more: object) =>
    ask(`/plus/customers/${customer}/start`, {
      ...{ plan_id: monthly, trial: false, auto_renew: false, payment: null, key: `s${customer}`, ...more },
    });
  await start(1, { trial: true });
  const { subscription_id } = await start(3, { payment: { ref: 'p3', minor: 2500 } });
  await look();
  const begun = { member: [1, 3], trial: [1], yearly: [], ending: [1], ever: [1, 3], never: [2] };
  expect(await members()).toEqual(begun);
  const entered = await listMoves(asking, { segmentId: segments.member!, limit: 10, profiles: false });
  expect(new Set(entered.map((it) => `${it.customerId} ${it.entered} ${it.cause}`))).toEqual(
    new Set(['1 true plus', '3 true plus']),
  );

  world.clock.advance(60_000);
  const of = `/plus/subscriptions/${subscription_id}`;
  const { switch_credit: credit } = (await owner.ask('GET', `${root}/plus/customers/3`)).json()
    .subscriptions[0];
  const payment = { ref: 'p4', minor: 9900 - credit.minor };
  await ask(`${of}/switch`, { plan_id: yearly, when: 'now', payment, key: 'w' });
  await look();
  expect(await members(), 'another plan').toEqual({ ...begun, yearly: [3] });

  const merged = await ask('/customers/merge', { customer_ids: [2, 3], reason: 'one person' });
  await look();
  const asOne = { ...begun, member: [1, 2], yearly: [2], ever: [1, 2], never: [] };
  expect(await members(), 'PLUS of the other is the customer’s').toEqual(asOne);
  await ask('/customers/unmerge', { edge_ids: merged.edge_ids, reason: 'two after all' });
  await look();
  expect(await members()).toEqual({ ...begun, yearly: [3] });

  await ask(`${of}/cancel`, {});
  await look();
  expect(await members(), 'what is paid runs to its end').toEqual({ ...begun, yearly: [3] });
  await ask(`${of}/refund`, { key: 'r' });
  await look();
  const given = { ...begun, member: [1] };
  expect(await members(), 'what was given back is over').toEqual(given);

  world.clock.advance(8 * 86_400_000);
  await look();
  expect((await members()).member, 'its end is not posted yet').toEqual([1]);
  await keepPlus({ platform: world.platform, shop, signal: new AbortController().signal });
  await look();
  expect(await members()).toEqual({ ...given, member: [], trial: [], ending: [] });
});

it('the plan is called by its name, by the one it has now, and by its number where there is none', async () => {
  const plans = (await owner.ask('GET', `${root}/plus/plans`)).json().plans;
  const monthly = plans.find(({ terms }: { terms: { name: { en: string } } }) => terms.name.en === 'Monthly');
  const say = async (plan: number) => {
    const tree: Tree = { kind: 'plus', is: 'member', plan, within: 'ever' };
    return (await ask('/segments/preview', { tree })).sentence;
  };
  expect(await say(monthly.plan_id)).toEqual({
    zh: '现为 PLUS 会员（月卡）',
    en: 'has PLUS now (Monthly)',
  });
  const terms = { ...monthly.terms, name: { zh: '包月', en: 'By the month' } };
  await ask(`/plus/plans/${monthly.plan_id}`, { terms, is_offered: true, version: 1 }, 'PUT');
  expect((await say(monthly.plan_id)).zh).toBe('现为 PLUS 会员（包月）');
  expect((await say(99)).en).toBe('has PLUS now (#99)');
});
