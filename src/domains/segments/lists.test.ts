import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type TestShop, type World } from '../../../test/world.ts';
import type { Tree } from '../../contract/segment-conditions.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { changeStanding } from '../compliance/index.ts';
import { resolvePersons } from '../customers/index.ts';
import { listMembers } from './ask-members.ts';
import { dropList, makeSegment } from './change-segments.ts';
import { segmentData } from './personal-data.ts';
import { previewTree } from './preview-tree.ts';
import { refreshOrThrow } from './refresh-segments.ts';
import { findSegment } from './segment-store.ts';
import { showFlow } from './show-flow.ts';
import { type TakingList, takeList } from './take-list.ts';

/** Lists from files, look-alikes and bands, and who moved between two segments. */

let world: World;
let shop: TestShop;
const phones = ['13800138001', '13800138002', '13800138003'];

beforeAll(async () => {
  world = await openWorld({ now: '2026-03-10T04:00:00Z' });
  shop = await world.shop();
  const { platform } = world;
  const keys = await platform.keyring.forShop(shop.shopId);
  const at = '2026-03-01T00:00:00Z';
  const claims = phones.map((value, n) => ({
    at,
    identities: [
      { channel: 'web', kind: 'phone' as const, value },
      { channel: n === 0 ? 'web' : 'app', kind: 'user-id' as const, value: `u${n + 1}` },
    ],
  }));
  await withShop(platform.db, shop.shopId, (tx) =>
    resolvePersons(tx, keys, shop.shopId, claims, { source: 'test' }),
  );
  await platform.clickhouse.insert(
    'persons',
    // Each claim makes two persons of one customer: the phone's is mirrored here.
    [1, 3, 5].map((id) => ({
      ...{ shop_id: shop.shopId, person_id: id, first_seen_at: at, last_seen_at: at, version: 1 },
    })),
  );
});
afterAll(() => world.close());

async function take(text: string, asked: Partial<TakingList> & Pick<TakingList, 'name' | 'column'>) {
  const path = `${world.platform.config.dataDir}/list.csv`;
  await writeFile(path, text);
  return takeList({ platform: world.platform, shopId: shop.shopId, path, by: 'user:1', ...asked });
}
const count = async (tree: Tree) => (await previewTree({ platform: world.platform, shop, tree })).members;

it('takes a list by phone, account or number, tells what names nobody by its line, and repeats no value', async () => {
  const file = `手机号,备注\n${phones[0]},a\n138****8002,b\n+86 138 0013 8003,c\n13900139000,d\n${phones[0]},again\n`;
  const taken = orThrow(await take(file, { name: '展会', column: { by: 'phone' } }));
  expect(taken).toMatchObject({ lines: 5, found: 3, persons: 2, rejected: 2 });
  expect(taken.problems.map(({ line, code }) => [line, code])).toEqual([
    [3, 'names-nobody'],
    [5, 'nobody-known'],
  ]);
  expect(JSON.stringify(taken)).not.toMatch(/1380013|13900139/);
  // One column has a header too, and needs none.
  for (const [name, text] of [
    ['一列', `手机号\n${phones[0]}\n`],
    ['无表头', `${phones[0]}\n`],
  ] as const)
    expect(orThrow(await take(text, { name, column: { by: 'phone' } }))).toMatchObject({
      lines: 1,
      found: 1,
    });
  const list: Tree = { kind: 'list', list: taken.listId };
  expect(await count(list)).toBe(2);
  expect(await count({ op: 'none', of: [list] })).toBe(1);
  // Of accounts every channel is looked through.
  const byUser = orThrow(await take('id\nu1\nu2\n', { name: '账号', column: { by: 'user-id' } }));
  expect(byUser).toMatchObject({ found: 2, persons: 2 });
  const byNumber = orThrow(
    await take('x,no\n1,3\n2,99\n', { name: '编号', column: { by: 'customer', column: 'no' } }),
  );
  expect(byNumber).toMatchObject({ found: 1, persons: 1 });
  const wrong = async (text: string, asked: Pick<TakingList, 'name' | 'column'>) => {
    const answer = await take(text, asked);
    return answer.ok ? 'taken' : answer.problem.code;
  };
  expect([
    await wrong(file, { name: '展会', column: { by: 'phone' } }),
    await wrong(file, { name: 'x', column: { by: 'phone', column: 'nope' } }),
    await wrong('手机号\n13900139000\n', { name: 'y', column: { by: 'phone' } }),
    await wrong(file, { name: '13800138001', column: { by: 'phone' } }),
  ]).toEqual(['list-name-taken', 'no-such-column', 'empty-list', 'personal-value']);
});

const make = (name: string, tree: Tree) =>
  withShop(world.platform.db, shop.shopId, async (tx) => {
    const it = { name, description: '', tree, isLive: true, by: 'user:1', now: world.clock.now() };
    return makeSegment(tx, shop.shopId, it);
  });
async function members(segmentId: number): Promise<number[]> {
  const found = await withShop(world.platform.db, shop.shopId, (tx) =>
    findSegment(tx, shop.shopId, segmentId),
  );
  const asking = { clickhouse: world.platform.clickhouse, shop };
  return listMembers(asking, { segmentId, refresh: found!.refresh! }, { after: 0, limit: 100 });
}

it('a list that a segment asks for stays, and somebody who is erased stands on none', async () => {
  const taken = orThrow(await take(`p\n${phones.join('\n')}\n`, { name: '全部', column: { by: 'phone' } }));
  const all = orThrow(await make('全部', { kind: 'list', list: taken.listId })).segmentId;
  const missing = await make('缺', { kind: 'list', list: 999 });
  expect(missing.ok || missing.problem.code).toBe('no-such-list');
  const drop = () =>
    withShop(world.platform.db, shop.shopId, (tx) =>
      dropList(tx, shop.shopId, { listId: taken.listId, by: 'user:1' }),
    );
  const kept = await drop();
  expect(kept.ok || kept.problem.code).toBe('list-in-use');
  await refreshOrThrow({ platform: world.platform, shop, cause: 'asked' });
  expect(await members(all)).toEqual([1, 3, 5]);
  await segmentData.erase({ platform: world.platform, shopId: shop.shopId, personIds: [3] } as never);
  await refreshOrThrow({ platform: world.platform, shop, cause: 'asked' });
  expect(await members(all)).toEqual([1, 5]);
});

it('whoever is erased while a list is taken stands on it no more', async () => {
  const { platform } = world;
  const erasedAt = world.clock.now().toISOString();
  const fence: typeof platform.fence = {
    ...platform.fence,
    // The erasure begins when the lines are read and nothing is written.
    share: async (work) => {
      const gone = [{ personId: 5, erasedAt }];
      await withShop(platform.db, shop.shopId, (tx) => changeStanding(tx, shop.shopId, gone));
      return platform.fence.share(work);
    },
  };
  const file = { platform: { ...platform, fence }, name: '擦除', column: { by: 'phone' as const } };
  const { listId } = orThrow(await take(`p\n${phones.join('\n')}\n`, file));
  const rows = await platform.clickhouse.query<{ person_id: number }>({
    sql: 'SELECT person_id FROM list_persons WHERE shop_id = {shop:UInt32} AND list_id = {list:UInt32} ORDER BY person_id',
    ...{ shopId: shop.shopId, params: { list: listId } },
  });
  expect(rows.map((row) => row.person_id)).toEqual([1, 3]);
});

it('says from which of two segments to which everybody moved since a day', async () => {
  const { platform } = world;
  const event = (name: string): Tree => ({
    ...{ kind: 'event', event: name, measure: 'times', op: '>=', value: 1, window: 'ever' },
  });
  const [a, b] = [
    orThrow(await make('A', event('A'))).segmentId,
    orThrow(await make('B', event('B'))).segmentId,
  ];
  let n = 0;
  const happens = (personId: number, name: string) => {
    const at = world.clock.now().toISOString();
    n += 1;
    return platform.clickhouse.insert('events', [
      {
        ...{ shop_id: shop.shopId, person_id: personId, name, properties: '{}', message_id: `f${n}` },
        ...{ time: at, corrected_time: at, received_at: at },
      },
    ]);
  };
  await happens(1, 'A');
  await refreshOrThrow({ platform, shop, cause: 'asked' });
  world.clock.advance(2 * 86_400_000);
  await happens(1, 'B');
  await happens(3, 'B');
  await refreshOrThrow({ platform, shop, cause: 'asked' });
  const flow = orThrow(await showFlow({ platform, shop }, { a, b, since: '2026-03-10' }));
  expect(flow.flows).toEqual([
    { from: 'neither', to: 'b', customers: 1 },
    { from: 'a', to: 'both', customers: 1 },
  ]);
  const first = '2026-03-10T04:00:00.000Z';
  const early = orThrow(await showFlow({ platform, shop }, { a, b, since: '2026-03-09' }));
  expect([early.flows, early.since, early.known_since]).toEqual([
    null,
    { a: null, b: null },
    { a: first, b: first },
  ]);
  // Members of that count of A are taken away, as an erasure does: nobody was in neither.
  await platform.clickhouse.command(
    'ALTER TABLE {{local segment_members}} DELETE WHERE shop_id = {shop:UInt32} AND segment_id = {a:UInt32} AND has(members, 1) SETTINGS mutations_sync = 2',
    { shop: shop.shopId, a },
  );
  await refreshOrThrow({ platform, shop, cause: 'asked' });
  const swept = orThrow(await showFlow({ platform, shop }, { a, b, since: '2026-03-10' }));
  const now = world.clock.now().toISOString();
  expect([swept.flows, swept.since, swept.known_since]).toEqual([
    null,
    { a: null, b: first },
    { a: now, b: first },
  ]);
});

it('bands are shares of the run that counts, and look-alikes of a segment are none of its members', async () => {
  const everybody: Tree = { kind: 'seen', what: 'first', window: 'ever' };
  const one = orThrow(await make('一位', { kind: 'random', from: 0, to: 100, salt: 'x' })).segmentId;
  await refreshOrThrow({ platform: world.platform, shop, cause: 'asked' });
  // Nobody has interests or scores here: nobody is alike, and nobody is in any band.
  expect(await count({ op: 'all', of: [everybody, { kind: 'alike', segment: one, most: 10 }] })).toBe(0);
  expect(await count({ kind: 'band', score: 'lifetime-value', from: 0, to: 100 })).toBe(0);
});
