import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appWithFrontDoor, hire, openShop, type Person, signInOwner } from '../../../test/people.ts';
import { cases } from '../../../test/properties.ts';
import { openWorld, type TestShop, type World } from '../../../test/world.ts';
import type { Tree } from '../../contract/segment-conditions.ts';
import { customerHandlers } from '../../customer-handlers.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import type { HttpApp } from '../../platform/http/routes.ts';
import { recordAct } from '../compliance/index.ts';
import { countOverlap, listMembers, listMoves } from './ask-members.ts';
import { treesStatement } from './ask-trees.ts';
import { makeSegment } from './change-segments.ts';
import { lookUp } from './look-up.ts';
import { segmentRoutes } from './routes.ts';
import { findSegment } from './segment-store.ts';
import { showSegments } from './show-segments.ts';
import { templates } from './templates.ts';
import { type Looks, lookOnce } from './testing/look-once.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ now: '2026-03-10T04:00:00Z' });
});
afterAll(() => world.close());

const HOUR = 3_600_000;
const iso = () => world.clock.now().toISOString();

const make = (shop: TestShop, name: string, tree: Tree) =>
  withShop(world.platform.db, shop.shopId, async (tx) => {
    const it = { name, description: '', tree, isLive: true, by: 'user:1', now: world.clock.now() };
    return orThrow(await makeSegment(tx, shop.shopId, it)).segmentId;
  });

/** A shop of six persons in ClickHouse, and what the mirror and the door write there. */
async function open() {
  const shop = await world.shop();
  const { clickhouse } = world.platform;
  const row = { shop_id: shop.shopId };
  let messages = 0;
  let version = 1;
  await clickhouse.insert(
    'persons',
    [1, 2, 3, 4, 5, 6].map((id) => ({
      ...{
        ...row,
        person_id: id,
        first_seen_at: '2026-03-01T00:00:00Z',
        last_seen_at: '2026-03-01T00:00:00Z',
        version,
      },
    })),
  );
  return {
    shop,
    event: (personId: number, name: string) =>
      clickhouse.insert('events', [
        {
          ...{ ...row, person_id: personId, name, time: iso(), corrected_time: iso(), received_at: iso() },
          ...{ message_id: `m${++messages}`, properties: '{}' },
        },
      ]),
    belongs: async (personId: number, customerId: number) => {
      const is_deleted = Number(personId === customerId);
      await clickhouse.insert('override_rows', [
        { ...row, person_id: personId, customer_id: customerId, version: ++version, is_deleted },
      ]);
      await clickhouse.command('SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}');
    },
  };
}

const askingOf = (shop: TestShop) => ({ clickhouse: world.platform.clickhouse, shop });
const look = (shop: TestShop, before?: Looks) => lookOnce({ platform: world.platform, shop }, before);

async function placeOf(shop: TestShop, segmentId: number) {
  const found = await withShop(world.platform.db, shop.shopId, (tx) =>
    findSegment(tx, shop.shopId, segmentId),
  );
  return { segmentId, refresh: found!.refresh! };
}
const members = async (shop: TestShop, segmentId: number) =>
  listMembers(askingOf(shop), await placeOf(shop, segmentId), { after: 0, limit: 100 });

const added: Tree = {
  kind: 'event',
  event: 'Product Added',
  measure: 'times',
  op: '>=',
  value: 1,
  window: '24h',
};
const never: Tree = { op: 'none', of: [added] };

it('an event moves somebody within a look, time alone moves them back, and each move says why', async () => {
  const { shop, event } = await open();
  const [cart, idle] = [await make(shop, '加购', added), await make(shop, '未加购', never)];
  let state = await look(shop);
  expect([await members(shop, cart), await members(shop, idle)]).toEqual([[], [1, 2, 3, 4, 5, 6]]);
  await event(3, 'Product Added');
  await event(4, 'Page Viewed');
  state = await look(shop, state);
  expect([await members(shop, cart), await members(shop, idle)]).toEqual([[3], [1, 2, 4, 5, 6]]);
  world.clock.advance(24 * HOUR - 1);
  state = await look(shop, state);
  expect(await members(shop, cart), 'a millisecond before the day is over').toEqual([3]);
  world.clock.advance(20_000);
  await look(shop, state);
  expect([await members(shop, cart), await members(shop, idle)]).toEqual([[], [1, 2, 3, 4, 5, 6]]);
  const moves = await listMoves(askingOf(shop), { segmentId: cart, limit: 10, profiles: false });
  expect(moves.map((it) => [it.customerId, it.entered, it.cause])).toEqual([
    [3, false, 'time'],
    [3, true, 'event:Product Added'],
  ]);
});

it('points move somebody as they change, merged persons hold them together, and a new day brings what expires in it', async () => {
  const { shop, belongs } = await open();
  const rich = await make(shop, '有积分', { kind: 'points', within: 'ever', op: '>=', value: 100 });
  const ending = await make(shop, '将到期', { kind: 'points', within: '2d', op: '>', value: 0 });
  let state = await look(shop);
  const hold = (account: number, personId: number, ends: readonly string[]) =>
    world.platform.clickhouse.insert('points_held', [
      {
        ...{ shop_id: shop.shopId, account_id: account, person_id: personId, lasting: 10, version: 1 },
        ...{ ends, ending: ends.map(() => 50) },
      },
    ]);
  const end = new Date(world.clock.now().getTime() + 2 * 24 * HOUR).toISOString();
  await hold(1, 3, [end]);
  await hold(2, 4, [end]);
  state = await look(shop, state);
  expect([await members(shop, rich), await members(shop, ending)]).toEqual([[], []]);
  await belongs(4, 3);
  state = await look(shop, state);
  expect(await members(shop, rich)).toEqual([3]);
  world.clock.advance(24 * HOUR);
  state = await look(shop, state);
  expect(await members(shop, ending)).toEqual([3]);
  await world.platform.clickhouse.insert('points_held', [
    { shop_id: shop.shopId, account_id: 1, person_id: 3, lasting: 0, ends: [], ending: [], version: 2 },
  ]);
  await look(shop, state);
  expect(await members(shop, rich)).toEqual([]);
  expect(
    (await listMoves(askingOf(shop), { segmentId: rich, limit: 1, profiles: false })).map((it) => [
      it.entered,
      it.cause,
    ]),
  ).toEqual([[false, 'points']]);
});

it('members follow a merge and its undoing, and segments of segments follow both', async () => {
  const { shop, event, belongs } = await open();
  const cart = await make(shop, 'cart', added);
  const inCart = await make(shop, 'of cart', { op: 'all', of: [{ kind: 'segment', segment: cart }, never] });
  const outside = await make(shop, 'outside', { op: 'none', of: [{ kind: 'segment', segment: cart }] });
  let state = await look(shop);
  await event(5, 'Product Added');
  state = await look(shop, state);
  expect([await members(shop, cart), await members(shop, inCart)]).toEqual([[5], []]);
  await belongs(5, 2);
  state = await look(shop, state);
  expect([await members(shop, cart), await members(shop, outside)]).toEqual([[2], [1, 3, 4, 6]]);
  const [left, entered] = await listMoves(askingOf(shop), { segmentId: cart, limit: 2, profiles: false });
  expect([left!.cause, entered!.cause]).toEqual(['merge', 'merge']);
  await belongs(5, 5);
  await look(shop, state);
  expect([await members(shop, cart), await members(shop, outside)]).toEqual([[5], [1, 2, 3, 4, 6]]);
  const places = [await placeOf(shop, cart), await placeOf(shop, outside)];
  expect(await countOverlap(askingOf(shop), places)).toEqual([
    { mask: 1, customers: 1 },
    { mask: 2, customers: 5 },
  ]);
});

const person = fc.integer({ min: 1, max: 6 });
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('event' as const), person, name: fc.constantFrom('A', 'B') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(1, 5, 12, 24) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('merge' as const),
      person: fc.constantFrom(4, 5, 6),
      into: fc.constantFrom(1, 2, 3),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('part' as const), person: fc.constantFrom(4, 5, 6) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('look' as const) }) },
);

const watched: Tree[] = [
  { kind: 'event', event: 'A', measure: 'times', op: '>=', value: 2, window: '12h' },
  { kind: 'event', event: 'A', measure: 'days', op: '<=', value: 1, window: '2d' },
  { kind: 'sequence', steps: 'A,B', within: '5h', end: 'did-not', window: '2d' },
  { kind: 'sequence', steps: 'A,B', within: '12h', end: 'did', window: 'ever' },
  { op: 'none', of: [{ kind: 'event', event: 'B', measure: 'times', op: '>=', value: 1, window: '24h' }] },
];

it('whatever happens, after the next look the members are those that counting everybody finds', {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const it = await open();
      const ids: number[] = [];
      for (const [n, tree] of watched.entries()) ids.push(await make(it.shop, `s${n}`, tree));
      let state = await look(it.shop);
      for (const one of [...steps, { do: 'look' } as const]) {
        if (one.do === 'event') await it.event(one.person, one.name);
        if (one.do === 'wait') world.clock.advance(one.hours * HOUR);
        if (one.do === 'merge') await it.belongs(one.person, one.into);
        if (one.do === 'part') await it.belongs(one.person, one.person);
        // A row may carry the instant of the look before it: within a second two looks go over it.
        if (one.do === 'look') state = await look(it.shop, state);
      }
      world.clock.advance(20_000);
      await look(it.shop, state);
      const at = world.clock.now().getTime();
      const known = await lookUp({ platform: world.platform, shop: it.shop, trees: watched, at });
      const { sql, params } = treesStatement({ shop: it.shop, trees: watched, at, known });
      const rows = await world.platform.clickhouse.query<Record<string, number>>({
        ...{ sql: `${sql} ORDER BY customer_id`, shopId: it.shop.shopId, params },
      });
      const shown = await showSegments({ platform: world.platform, shop: it.shop });
      const sizes = new Map(shown.map((one) => [one.segment_id, one.members]));
      for (const [n, id] of ids.entries()) {
        const wanted = rows.filter((row) => row[`s${n}`] === 1).map((row) => row.customer_id);
        expect(await members(it.shop, id), `${JSON.stringify(watched[n])}`).toEqual(wanted);
        expect(sizes.get(id), 'its size is known without unfolding it').toBe(wanted.length);
      }
    }),
    cases(8, 1),
  );
});

describe('over HTTP', () => {
  const root = '/api/shops/mumu/segments';
  let app: HttpApp;
  let owner: Person;
  let marketer: Person;
  let shop: TestShop;

  beforeAll(async () => {
    const { platform } = world;
    app = await appWithFrontDoor(platform, recordAct);
    await app.register(async (scope: HttpApp) => segmentRoutes(scope, platform));
    owner = await signInOwner(platform, app);
    shop = { ...(await openShop(platform, 'mumu')), slug: 'mumu' };
    marketer = await hire(owner, { slug: 'mumu', role: 'marketer' });
    const at = { shop_id: shop.shopId, version: 1 };
    const seen = { first_seen_at: '2026-03-01T00:00:00Z', last_seen_at: '2026-03-01T00:00:00Z' };
    await platform.clickhouse.insert(
      'persons',
      [1, 2, 3].map((id) => ({
        ...at,
        ...seen,
        person_id: id,
        profiling_barred: Number(id === 3),
        traits: { city: '"上海"' },
      })),
    );
    await platform.clickhouse.insert(
      'orders',
      [1, 1, 3].map((personId, n) => ({
        ...{ ...at, order_id: n + 1, person_id: personId, currency: 'CNY', paid_minor: 5000, is_paid: 1 },
        ...{ state: 'paid', created_at: iso(), paid_at: iso() },
      })),
    );
  });
  afterAll(() => app?.close());

  const bought: Tree = { kind: 'orders', measure: 'orders', op: '>=', value: 2, window: '30d' };
  const inCity: Tree = { kind: 'trait', trait: 'city', op: '=', values: ['上海'] };
  const made = async (name: string, tree: object) => {
    const answer = await marketer.ask('POST', root, { name, tree });
    expect(answer.statusCode, answer.body).toBe(201);
    return answer.json().segment_id as number;
  };

  it('a segment is made, counted, explained, opened as a filter, changed and deleted', async () => {
    const id = await made('回头客', bought);
    expect((await owner.ask('GET', `${root}/${id}`)).json()).toMatchObject({
      ...{ members: null, is_current: false, profiles: true },
      sentence: { zh: '近 30 天支付订单数不少于 2', en: 'paid orders at least 2, in the last 30 days' },
    });
    expect((await marketer.ask('POST', `${root}/${id}/refreshes`)).json()).toMatchObject({
      members: 1,
      is_current: true,
    });
    expect((await marketer.ask('GET', `${root}/${id}/members`)).json()).toEqual({
      items: [1],
      next_after: null,
    });
    const why = (await marketer.ask('GET', `${root}/${id}/members/1`)).json();
    expect(why).toMatchObject({ member: true, is_in: true, answer: { met: true, value: 2 } });
    expect(why.answer.times).toHaveLength(2);
    // More at once than there are connections.
    const ask = () => marketer.ask('POST', `${root}/${id}/refreshes`);
    const many = await Promise.all(Array.from({ length: 24 }, ask));
    expect(many.filter(({ statusCode }) => statusCode !== 200)).toEqual([]);
    const view = { platform: world.platform, shop, filter: { segment: id } };
    expect(orThrow(await customerHandlers.people.count(view))).toMatchObject({ customers: 1, orders: 2 });
    const changed = { version: 1, tree: { ...bought, value: 1 } };
    expect((await marketer.ask('PATCH', `${root}/${id}`, changed)).json()).toMatchObject({
      rule_version: 2,
      members: 1,
    });
    expect((await marketer.ask('PATCH', `${root}/${id}`, changed)).json().code).toBe('segment-changed');
    await marketer.ask('POST', `${root}/${id}/refreshes`);
    // What they paid is money, also where a condition nests it.
    const spent = { kind: 'orders', measure: 'paid', op: '>=', value: 1, window: '30d' };
    const paying = { version: 2, tree: { op: 'any', of: [spent, bought] } };
    expect((await marketer.ask('PATCH', `${root}/${id}`, paying)).json().rule_version).toBe(3);
    expect((await marketer.ask('GET', `${root}/${id}/members/1`)).json().answer.of).toMatchObject([
      { value: 10_000, is_money: true },
      { value: 2, is_money: false },
    ]);
    // Person 3 bought as well, and objected to being profiled.
    expect((await marketer.ask('GET', `${root}/${id}/members/3`)).json()).toMatchObject({
      barred: true,
      member: false,
      answer: { met: true },
    });
    const at = { shop_id: shop.shopId, segment_id: id, refresh: 1, move: 1, entered: 1, cause: 'order' };
    await world.platform.clickhouse.insert(
      'segment_moves',
      [1, 3].map((customer_id) => ({ ...at, customer_id, at: iso() })),
    );
    const history = (await marketer.ask('GET', `${root}/${id}/history`)).json();
    expect(history.moves.map((it: { customer_id: number }) => it.customer_id)).not.toContain(3);
    expect(history.moves.map((it: { customer_id: number }) => it.customer_id)).toContain(1);
    expect(new Set(history.refreshes.map((it: { members: number }) => it.members))).toEqual(new Set([1]));
    expect(history.rules).toHaveLength(3);
    expect((await marketer.ask('DELETE', `${root}/${id}`)).statusCode).toBe(204);
    expect((await marketer.ask('GET', `${root}/${id}`)).json().code).toBe('segment-not-found');
  });

  it('segments compare, and one that another asks for stays; none asks for itself', async () => {
    const [all, few] = [await made('上海', inCity), await made('两单', bought)];
    const both = await made('都是', {
      op: 'all',
      of: [
        { kind: 'segment', segment: all },
        { kind: 'segment', segment: few },
      ],
    });
    for (const id of [all, few, both]) await marketer.ask('POST', `${root}/${id}/refreshes`);
    const overlap = (await marketer.ask('GET', `${root}/overlap?of=${all},${few},${both}`)).json();
    expect(overlap.segments.map((it: { members: number }) => it.members)).toEqual([3, 1, 1]);
    expect(overlap.pairs[0]).toEqual({ a: all, b: few, customers: 1 });
    expect((await marketer.ask('DELETE', `${root}/${all}`)).json()).toMatchObject({
      status: 409,
      code: 'segment-in-use',
    });
    const loop = { version: 1, tree: { kind: 'segment', segment: both } };
    expect((await marketer.ask('PATCH', `${root}/${all}`, loop)).json().code).toBe('segment-asks-itself');
    expect((await marketer.ask('POST', root, { name: '上海', tree: inCity })).json().code).toBe(
      'segment-name-taken',
    );
  });

  it('says everything that is wrong with a tree, and where; takes no personal value', async () => {
    const tree = {
      op: 'all',
      of: [
        { kind: 'event', event: 'A[category>1]', measure: 'times', op: '>=', value: 1, window: '30x' },
        { op: 'any', of: [{ kind: 'nothing' }, { ...bought, window: '2026-03-02..2026-03-01' }] },
        { kind: 'trait', trait: 'city', op: '=', values: ['13812345678'] },
        { op: 'none', of: [] },
      ],
    };
    const answer = (await marketer.ask('POST', `${root}/preview`, { tree })).json();
    expect(answer).toMatchObject({ status: 422, code: 'unusable-tree' });
    expect(answer.issues.map((it: { field: string; code: string }) => [it.field, it.code])).toEqual([
      ['/of/0/window', expect.any(String)],
      ['/of/1/of/0', 'no-tree'],
      ['/of/1/of/1/window', 'days-out-of-order'],
      ['/of/2/values', 'personal-value'],
      ['/of/3', 'no-tree'],
    ]);
    const named = await marketer.ask('POST', root, { name: '13812345678', tree: inCity });
    expect(named.json().code).toBe('personal-value');
  });

  it('every template is a tree that can be counted, and every kind of condition reads aloud', async () => {
    const listed = (await marketer.ask('GET', `${root}/templates`)).json().templates;
    expect(listed).toHaveLength(templates.length);
    for (const it of listed) {
      const answer = await marketer.ask('POST', `${root}/preview`, { tree: it.tree });
      expect(answer.statusCode, `${it.code} ${answer.body}`).toBe(200);
      expect(answer.json().everybody).toBe(3);
    }
  });

  it('roles: an analyst looks, a service agent does not', async () => {
    const [analyst, agent] = [
      await hire(owner, { slug: 'mumu', role: 'analyst' }),
      await hire(owner, { slug: 'mumu', role: 'service-agent' }),
    ];
    expect((await analyst.ask('GET', root)).statusCode).toBe(200);
    expect((await analyst.ask('POST', root, { name: 'x', tree: inCity })).statusCode).toBe(403);
    expect((await agent.ask('GET', root)).statusCode).toBe(403);
  });
});
