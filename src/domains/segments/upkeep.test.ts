import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type TestShop, type World } from '../../../test/world.ts';
import type { Tree } from '../../contract/segment-conditions.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { shopDay } from '../analytics/index.ts';
import { listMembers, listMoves } from './ask-members.ts';
import { makeSegment } from './change-segments.ts';
import { keepSegments } from './keep-segments.ts';
import { lagOf, noteLook } from './lag.ts';
import { lookUp } from './look-up.ts';
import { segmentData } from './personal-data.ts';
import { refreshSegments } from './refresh-segments.ts';
import { listRefreshes } from './refresh-store.ts';
import { findSegment } from './segment-store.ts';
import { showOverlap, showSegment } from './show-segments.ts';
import { type Looks, lookOnce } from './testing/look-once.ts';
import { trimHistory } from './trim-history.ts';

/** What keeps segments going: failures that are one segment's own, two processes, history that ends, days that begin. */

let world: World;
beforeAll(async () => {
  world = await openWorld({ now: '2026-03-10T04:00:00Z' });
});
afterAll(() => world.close());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const added: Tree = {
  ...{ kind: 'event', event: 'Product Added', measure: 'times' },
  ...{ op: '>=', value: 1, window: 'ever' },
};

async function open() {
  const shop = await world.shop();
  const { clickhouse } = world.platform;
  const seen = { first_seen_at: '2026-03-01T00:00:00Z', last_seen_at: '2026-03-01T00:00:00Z' };
  await clickhouse.insert(
    'persons',
    [1, 2, 3].map((id) => ({ shop_id: shop.shopId, person_id: id, ...seen, version: 1 })),
  );
  let messages = 0;
  const event = (personId: number, name = 'Product Added', aheadMs = 0) => {
    const now = world.clock.now();
    const [received, at] = [now, new Date(now.getTime() + aheadMs)].map((it) => it.toISOString());
    return clickhouse.insert('events', [
      {
        ...{ shop_id: shop.shopId, person_id: personId, name, properties: '{}' },
        ...{ time: at, corrected_time: at, received_at: received, message_id: `m${++messages}` },
      },
    ]);
  };
  return { shop, event };
}

const inShop = <T>(shop: TestShop, work: Parameters<typeof withShop<T>>[2]) =>
  withShop(world.platform.db, shop.shopId, work);
const make = (shop: TestShop, name: string, tree: Tree = added) =>
  inShop(shop, async (tx) => {
    const it = { name, description: '', tree, isLive: true, by: 'user:1', now: world.clock.now() };
    return orThrow(await makeSegment(tx, shop.shopId, it)).segmentId;
  });
const look = (shop: TestShop, before?: Looks) => lookOnce({ platform: world.platform, shop }, before);
const stored = async (shop: TestShop, id: number) =>
  (await inShop(shop, (tx) => findSegment(tx, shop.shopId, id)))!;
const refreshes = (shop: TestShop, id: number) => inShop(shop, (tx) => listRefreshes(tx, shop.shopId, id));
const askingOf = (shop: TestShop) => ({ clickhouse: world.platform.clickhouse, shop });
async function members(shop: TestShop, id: number): Promise<number[]> {
  const { refresh } = await stored(shop, id);
  return listMembers(askingOf(shop), { segmentId: id, refresh: refresh! }, { after: 0, limit: 100 });
}
/** As a defect of ours would: the tree is changed behind the rules. */
const plant = (shop: TestShop, id: number, tree: Tree) =>
  inShop(shop, (tx) =>
    sql`update segments.segments set tree = ${JSON.stringify(tree)}::jsonb where segment_id = ${id}`.execute(
      tx,
    ),
  );
const broken: Tree = { ...added, window: '2026-99-99..' } as Tree;

it('a segment that fails leaves the others alone, waits longer each time, and comes back by itself', async () => {
  const { shop, event } = await open();
  const [good, bad, other] = [await make(shop, 'a'), await make(shop, 'b'), await make(shop, 'c')];
  await plant(shop, bad, broken);
  let state = await look(shop);
  expect([(await stored(shop, good)).refresh, (await stored(shop, other)).refresh]).not.toContain(null);
  expect(await stored(shop, bad)).toMatchObject({ refresh: null, failures: 1 });
  state = await look(shop, state);
  expect((await stored(shop, bad)).failures, 'not before its time').toBe(1);
  expect(
    (await refreshes(shop, good)).map(({ cause }) => cause),
    'nobody is counted again for it',
  ).toEqual(['start', 'rule']);
  world.clock.advance(10_000);
  state = await look(shop, state);
  expect((await stored(shop, bad)).failures).toBe(2);
  expect(orThrow(await showSegment({ platform: world.platform, shop }, bad))).toMatchObject({
    ...{ is_current: false, members: null },
    failing: { failures: 2, retry_at: new Date(world.clock.now().getTime() + 20_000).toISOString() },
  });
  await plant(shop, bad, added);
  world.clock.advance(20_000);
  state = await look(shop, state);
  expect(await stored(shop, bad)).toMatchObject({ failures: 0, retryAt: null });

  // The same among a few: the one that fails misses the event, and finds it when it is counted anew.
  await plant(shop, bad, broken);
  await event(2);
  state = await look(shop, state);
  expect([await members(shop, good), await members(shop, other)]).toEqual([[2], [2]]);
  expect((await stored(shop, bad)).failures).toBe(1);
  await plant(shop, bad, added);
  world.clock.advance(10_000);
  await look(shop, state);
  expect([await members(shop, bad), (await refreshes(shop, bad))[0]!.cause]).toEqual([[2], 'again']);
});

it('however many fail, the others are counted and somebody is erased', async () => {
  const { shop, event } = await open();
  const bad: number[] = [];
  for (const name of ['b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'b7']) bad.push(await make(shop, name));
  const good = await make(shop, 'z');
  await event(1);
  await event(2);
  let state = await look(shop);
  expect(await members(shop, bad[0]!)).toEqual([1, 2]);
  for (const id of bad) await plant(shop, id, broken);
  await event(3);
  state = await look(shop, state);
  expect(await members(shop, good)).toEqual([1, 2, 3]);
  world.clock.advance(10_000);
  await look(shop, state);
  expect((await stored(shop, bad[6]!)).failures).toBe(2);
  const { clickhouse } = world.platform;
  for (const table of ['persons', 'events'])
    await clickhouse.command(
      `ALTER TABLE {{local ${table}}} DELETE WHERE shop_id = {shop:UInt32} AND person_id = 2 SETTINGS mutations_sync = 2`,
      { shop: shop.shopId },
    );
  const { platform } = world;
  await segmentData.erase({ platform, shopId: shop.shopId, personIds: [2] } as never);
  expect(await members(shop, good)).toEqual([1, 3]);
  expect((await stored(shop, bad[0]!)).refresh, 'its members held somebody who is gone').toBe(null);
});

it('history that cannot be taken away makes nobody be counted again', async () => {
  const { shop } = await open();
  const id = await make(shop, 'a');
  const { clickhouse } = world.platform;
  const query: typeof clickhouse.query = (it) =>
    /^SELECT (count\(\) AS n FROM segment_moves|segment_id, groupUniqArray)/.test(it.sql)
      ? Promise.reject(new Error('no room'))
      : clickhouse.query(it);
  const platform = { ...world.platform, clickhouse: { ...clickhouse, query } };
  let state = await lookOnce({ platform, shop });
  state = await lookOnce({ platform, shop }, state);
  world.clock.advance(DAY);
  state = await lookOnce({ platform, shop }, state);
  await lookOnce({ platform, shop }, state);
  expect((await refreshes(shop, id)).map(({ cause }) => cause)).toEqual(['day', 'start', 'rule']);
});

it('who objects to profiling leaves look-alikes at the next look, and who does not stays', async () => {
  const { shop } = await open();
  const { clickhouse } = world.platform;
  const like = await make(shop, 'a');
  const alike = await make(shop, 'b', { kind: 'alike', segment: like, most: 10 });
  const within = await make(shop, 'c', { kind: 'segment', segment: alike });
  let state = await look(shop);
  // Nobody has interests here: two of them are put in by hand.
  const into = async (segment: number) => {
    const { refresh } = await stored(shop, segment);
    const row = { shop_id: shop.shopId, segment_id: segment, refresh, move: 1, entered: 1, cause: 'day' };
    const at = world.clock.now().toISOString();
    await clickhouse.insert(
      'segment_moves',
      [1, 2].map((id) => ({ ...row, customer_id: id, at })),
    );
  };
  await into(alike);
  await into(within);
  const seen = { first_seen_at: '2026-03-01T00:00:00Z', last_seen_at: '2026-03-01T00:00:00Z' };
  const told = (id: number, barred: number) => ({
    ...{ shop_id: shop.shopId, person_id: id, ...seen, profiling_barred: barred, version: 2 },
  });
  await clickhouse.insert('persons', [told(1, 1), told(2, 0)]);
  state = await look(shop, state);
  expect([await members(shop, alike), await members(shop, within)]).toEqual([[2], [2]]);
});

it('customers that were merged since are one in every overlap', async () => {
  const { shop, event } = await open();
  const [a, b] = [await make(shop, 'a'), await make(shop, 'b', { ...added, event: 'Product Viewed' })];
  await event(1);
  await event(2, 'Product Viewed');
  await look(shop);
  const { clickhouse } = world.platform;
  await clickhouse.insert('override_rows', [
    { shop_id: shop.shopId, person_id: 2, customer_id: 1, version: 1, is_deleted: 0 },
  ]);
  await clickhouse.command('SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}');
  const overlap = orThrow(await showOverlap({ platform: world.platform, shop }, [a, b]));
  expect(overlap.parts).toEqual([{ segment_ids: [a, b], customers: 1 }]);
});

it('a store that is away is no fault of a segment, and the lag grows until a look comes through', async () => {
  const { shop } = await open();
  const id = await make(shop, 'a');
  const { clickhouse } = world.platform;
  const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const platform = { ...world.platform, clickhouse: { ...clickhouse, command: () => Promise.reject(away) } };
  await expect(lookOnce({ platform, shop })).rejects.toThrow('ECONNREFUSED');
  expect((await stored(shop, id)).failures).toBe(0);
  noteLook(world.platform, shop.shopId, 700);
  expect(lagOf(world.platform, shop.shopId)).toBe(700);
  world.clock.advance(90_000);
  expect(lagOf(world.platform, shop.shopId)).toBe(90_000);
});

/** Bounded: what does not come within a minute is a failure. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('it did not come to pass within a minute');
    await new Promise((go) => setTimeout(go, 50));
  }
}

it('of two processes one keeps the turn while it lives, and the other takes over', {
  timeout: 120_000,
}, async () => {
  const { shop, event } = await open();
  const id = await make(shop, 'a');
  const stops = [new AbortController(), new AbortController()];
  const kept = [keepSegments(world.platform, stops[0]!.signal)];
  await until(async () => (await refreshes(shop, id)).length > 0);
  kept.push(keepSegments(world.platform, stops[1]!.signal));
  for (const person of [1, 2, 3]) {
    await event(person);
    await until(async () => (await members(shop, id)).includes(person));
  }
  const before = (await refreshes(shop, id)).length;
  expect((await refreshes(shop, id)).filter(({ cause }) => cause === 'start').length).toBeLessThanOrEqual(1);
  stops[0]!.abort();
  await kept[0];
  await until(async () => (await refreshes(shop, id)).length > before);
  expect((await refreshes(shop, id))[0]!.cause, 'what it did not see it counts').toBe('start');
  stops[1]!.abort();
  await kept[1];
  expect(lagOf(world.platform, shop.shopId)).toBeUndefined();
});

/** The shop with an engine that counts questions about moves, and whose inserts of moves can fail. */
async function openWatched() {
  const it = await open();
  const { clickhouse } = world.platform;
  const seen = { moves: 0, fails: false };
  const watched: typeof clickhouse = {
    ...clickhouse,
    query(asked) {
      if (asked.sql.includes('segment_moves')) seen.moves += 1;
      return clickhouse.query(asked);
    },
    async insert(table, rows) {
      await clickhouse.insert(table, rows);
      if (table === 'segment_moves' && seen.fails) throw new Error('nobody knows whether it was written');
    },
  };
  const platform = { ...world.platform, clickhouse: watched };
  return { ...it, seen, look: (before?: Looks) => lookOnce({ platform, shop: it.shop }, before) };
}

it('looks remember who moved, without asking again and again, and newcomers too', async () => {
  const { shop, event, seen, look: watch } = await openWatched();
  const id = await make(shop, 'a', { ...added, window: '6h' });
  const outside = await make(shop, 'b', { op: 'none', of: [{ ...added, window: '6h' }] });
  let state = await watch();
  for (const person of [1, 2]) {
    await event(person);
    state = await watch(state);
  }
  const asked = seen.moves;
  const at = { first_seen_at: '2026-03-10T00:00:00Z', last_seen_at: '2026-03-10T00:00:00Z', version: 1 };
  await world.platform.clickhouse.insert('persons', [{ shop_id: shop.shopId, person_id: 70_000, ...at }]);
  state = await watch(state);
  await event(70_000);
  state = await watch(state);
  expect([await members(shop, id), await members(shop, outside)]).toEqual([[1, 2, 70_000], [3]]);
  world.clock.advance(3 * HOUR);
  await event(2);
  state = await watch(state);
  world.clock.advance(3 * HOUR);
  state = await watch(state);
  expect([await members(shop, id), await members(shop, outside)]).toEqual([[2], [1, 3, 70_000]]);
  await event(1);
  await watch(state);
  expect([await members(shop, id), await members(shop, outside)]).toEqual([
    [1, 2],
    [3, 70_000],
  ]);
  expect(seen.moves, 'asked when they were read, and no more').toBe(asked);
  const ofOne = (await listMoves(askingOf(shop), { segmentId: id, limit: 20, profiles: false })).filter(
    ({ customerId }) => customerId === 1,
  );
  expect(ofOne.map(({ entered }) => entered)).toEqual([true, false, true]);
});

it('moves that were written though the engine did not say so are not written twice', async () => {
  const { shop, event, seen, look: watch } = await openWatched();
  const id = await make(shop, 'a');
  let state = await watch();
  for (const person of [1, 2]) {
    await event(person);
    state = await watch(state);
  }
  seen.fails = true;
  await event(3);
  await expect(watch(state)).rejects.toThrow('nobody knows');
  seen.fails = false;
  await watch(state);
  expect(await members(shop, id)).toEqual([1, 2, 3]);
  const shown = orThrow(await showSegment({ platform: world.platform, shop }, id));
  expect(shown.members, 'each is one more').toBe(3);
});

it('what lies ahead counts when its instant has come, and who was asked in time is not asked again', async () => {
  const { shop, event } = await open();
  const id = await make(shop, 'a');
  let state = await look(shop);
  await event(1, 'Product Added', HOUR);
  await event(2);
  state = await look(shop, state);
  expect(await members(shop, id)).toEqual([2]);
  const { clickhouse } = world.platform;
  const asked: unknown[] = [];
  const query: typeof clickhouse.query = (it) => {
    if (it.params?.touched !== undefined) asked.push(it.params.touched);
    return clickhouse.query(it);
  };
  const platform = { ...world.platform, clickhouse: { ...clickhouse, query } };
  // The note of what was written a moment ago is seen by whoever looks first.
  state = await lookOnce({ platform, shop }, state);
  expect(asked).toEqual([]);
  world.clock.advance(HOUR);
  await lookOnce({ platform, shop }, state);
  expect(asked).toEqual([[1]]);
  expect(await members(shop, id)).toEqual([1, 2]);
});

it('a merge counts though the looks that see it come before the dictionary of customers is loaded', async () => {
  const { shop, event } = await open();
  const id = await make(shop, 'a', { ...added, value: 2 });
  await event(1);
  await event(2);
  let state = await look(shop);
  await world.platform.clickhouse.insert('override_rows', [
    { shop_id: shop.shopId, person_id: 2, customer_id: 1, version: 2, is_deleted: 0 },
  ]);
  state = await look(shop, state);
  expect(await members(shop, id)).toEqual([]);
  await world.platform.clickhouse.command('SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}');
  await until(async () => {
    state = await look(shop, state);
    return (await members(shop, id)).length > 0;
  });
  expect(await members(shop, id)).toEqual([1]);
});

it('many are asked about in pieces, and where they are most of a shop everybody is counted', async () => {
  const { shop } = await open();
  const { clickhouse } = world.platform;
  const { shopId } = shop;
  const write = (sql: string) => clickhouse.command(sql, { shop: shopId });
  const at = "toDateTime64('2026-03-10 03:00:00', 3, 'UTC')";
  await write(`INSERT INTO persons (shop_id, person_id, first_seen_at, last_seen_at, version)
SELECT {shop:UInt32}, number + 4, ${at}, ${at}, 1 FROM numbers(109997)`);
  // In another piece than the person it belongs to.
  const joined = { shop_id: shopId, person_id: 20_500, customer_id: 1, version: 2, is_deleted: 0 };
  await clickhouse.insert('override_rows', [joined]);
  await clickhouse.command('SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}');
  const add = (from: number, upto: number) =>
    write(`INSERT INTO events (shop_id, person_id, time, message_id, corrected_time, received_at, name, properties)
SELECT {shop:UInt32}, number, ${at}, toString(number), ${at}, ${at}, 'Product Added', '{}' FROM numbers(${from}, ${upto - from + 1})`);
  const id = await make(shop, 'a');
  // Writing somebody touches them too, and the last second is looked at twice.
  await write('TRUNCATE TABLE {{local touched_persons}}');
  let state = await look(shop);
  await add(1, 21_000);
  state = await look(shop, state);
  const sizeAndCauses = async () => {
    const { refresh } = await stored(shop, id);
    const some = { after: 0, limit: 120_000 };
    const found = await listMembers(askingOf(shop), { segmentId: id, refresh: refresh! }, some);
    return [found.length, (await refreshes(shop, id)).map(({ cause }) => cause)];
  };
  expect(await sizeAndCauses()).toEqual([20_999, ['start', 'rule']]);
  await add(21_001, 45_000);
  await look(shop, state);
  expect(await sizeAndCauses()).toEqual([44_999, ['many', 'start', 'rule']]);
});

it('a new day counts every live segment: what was deleted behind its back is found', async () => {
  const { shop, event } = await open();
  const id = await make(shop, 'a');
  let state = await look(shop);
  await event(1);
  state = await look(shop, state);
  await world.platform.clickhouse.command(
    'ALTER TABLE {{local events}} DELETE WHERE shop_id = {shop:UInt32} SETTINGS mutations_sync = 2',
    { shop: shop.shopId },
  );
  world.clock.advance(DAY);
  await look(shop, state);
  expect(await members(shop, id)).toEqual([]);
  expect((await listMoves(askingOf(shop), { segmentId: id, limit: 1, profiles: false }))[0]).toMatchObject({
    entered: false,
    cause: 'day',
  });
});

it('history ends: sizes of a day become one, members stay for a month, moves for half a year', async () => {
  const { shop, event } = await open();
  const { platform } = world;
  // Numbers grow: those of the days before lie below.
  await inShop(shop, (tx) =>
    sql`select nextval('segments.move_numbers') from generate_series(1, 2000)`.execute(tx),
  );
  const id = await make(shop, 'a');
  await look(shop);
  const now = world.clock.now().getTime();
  // Three refreshes a day over the days before, and a move of each.
  const old = Array.from({ length: 450 * 3 }, (_, n) => ({
    refresh: n + 1,
    at: new Date(now - (1350 - n) * (DAY / 3)),
  }));
  await inShop(shop, (tx) =>
    sql`insert into segments.refreshes
      select ${shop.shopId}, ${id}, refresh, 1, 'day', at, 0, 0, 0, 1
      from unnest(${old.map((it) => it.refresh)}::bigint[], ${old.map((it) => it.at)}::timestamptz[]) as t (refresh, at)`.execute(
      tx,
    ),
  );
  const row = { shop_id: shop.shopId, segment_id: id };
  await platform.clickhouse.insert(
    'segment_members',
    old.map(({ refresh }) => ({ ...row, refresh, members: [1] })),
  );
  await platform.clickhouse.insert(
    'segment_moves',
    old.map(({ refresh, at }) => ({
      ...{ ...row, refresh, customer_id: 1, move: refresh, entered: 1, at: at.toISOString(), cause: 'order' },
    })),
  );
  await refreshSegments({ platform, shop, cause: 'asked' });
  await trimHistory({ platform, shop });
  const left = await inShop(shop, (tx) =>
    sql<{ days: number; rows: number }>`
      select count(distinct at::date)::integer as days, count(*)::integer as rows from segments.refreshes where segment_id = ${id}`.execute(
      tx,
    ),
  );
  expect(left.rows[0]!.rows, 'every one of 40 days, then one a day').toBeGreaterThan(40 * 3 + 355);
  expect(left.rows[0]!.rows).toBeLessThan(40 * 3 + 370);
  const ask = async (query: string) =>
    (await platform.clickhouse.query<{ n: string }>({ sql: query, shopId: shop.shopId }))[0]!.n;
  const where = 'WHERE shop_id = {shop:UInt32} AND refresh <= 1350';
  await until(async () => Number(await ask(`SELECT count() AS n FROM segment_members ${where}`)) < 45);
  expect(Number(await ask(`SELECT count() AS n FROM segment_members ${where}`))).toBeGreaterThan(33);
  await until(async () => Number(await ask(`SELECT count() AS n FROM segment_moves ${where}`)) < 550);
  expect(Number(await ask(`SELECT count() AS n FROM segment_moves ${where}`))).toBeGreaterThan(530);
  await event(3);
  expect(await members(shop, id), 'what counts is there').toEqual([]);
});

it('a look at a few opens the birthdays of those few', async () => {
  const { shop } = await open();
  const born = `1990${shopDay(world.clock.now(), shop).slice(4)}`;
  await inShop(shop, async (tx) => {
    for (const id of [1, 2, 3]) {
      await sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
        values (${shop.shopId}, ${id}, ${id}, now(), now())`.execute(tx);
      await sql`insert into customers.traits (shop_id, person_id, name, value, source, at)
        values (${shop.shopId}, ${id}, 'birthday', ${JSON.stringify(born)}::jsonb, 'test', now())`.execute(
        tx,
      );
    }
  });
  const it = { platform: world.platform, shop, trees: [{ kind: 'birthday', when: 'today' } as Tree] };
  const at = world.clock.now().getTime();
  expect((await lookUp({ ...it, at })).birthdays.get('today')).toEqual([1, 2, 3]);
  expect((await lookUp({ ...it, at, persons: [2, 9] })).birthdays.get('today')).toEqual([2]);
  await inShop(shop, (tx) => sql`delete from customers.traits where person_id = 1`.execute(tx));
  expect((await lookUp({ ...it, at, mayBeOld: true })).birthdays.get('today'), 'old').toEqual([1, 2, 3]);
  expect((await lookUp({ ...it, at })).birthdays.get('today'), 'a count that is kept').toEqual([2, 3]);
  expect((await lookUp({ ...it, at: at + DAY, mayBeOld: true })).birthdays.get('today')).toEqual([]);
});
