import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BothTopologies, bothTopologies } from '../../../test/two-shards.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { Tree } from '../../contract/segment-conditions.ts';
import { quote } from '../../platform/clickhouse/literal.ts';
import { boundValues } from '../analytics/index.ts';
import { compileTrees } from './compile.ts';
import { isMember } from './evaluate.ts';
import { readFacts } from './read-facts.ts';
import { knownOf } from './testing/small-shop.ts';

/** What others leave vague (decision 0130), each by name: for everybody in one statement and for one in memory, on one node and on two shards. */

let world: World;
let both: BothTopologies;
let shopId = 8000;
beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world.close());

/** Noon of a Wednesday in Shanghai. */
const now = '2024-04-03T04:00:00.000Z';
const at = Date.parse(now);
const ago = (ms: number): string => new Date(at - ms).toISOString();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Rows by table of three persons, with 3 merged into 1 where told; and who is in. */
interface Case {
  readonly name: string;
  readonly rows?: Readonly<Record<string, readonly object[]>>;
  readonly persons?: Readonly<Record<number, object>>;
  readonly merged?: boolean;
  readonly tree: Tree;
  readonly members: readonly number[];
}

let messages = 0;
const event = (person_id: number, name: string, when: string, more: object = {}) => {
  messages += 1;
  const times = { time: when, corrected_time: when, received_at: when };
  return { person_id, name, ...times, message_id: `m${messages}`, properties: '{}', ...more };
};
const order = (person_id: number, when: string, paid_minor: number) => {
  messages += 1;
  const paid = { state: 'paid', is_paid: 1, created_at: when, paid_at: when, currency: 'CNY' };
  return { order_id: messages, person_id, paid_minor, version: 1, ...paid };
};
const times = (op: '>=' | '=', value: number, window: string): Tree => ({
  ...{ kind: 'event', event: 'A', measure: 'times', op, value, window },
});
const after = (end: 'did' | 'did-not', within = '1d'): Tree => ({
  ...{ kind: 'sequence', steps: 'A,B', within, end, window: 'ever' },
});
const orders = (
  measure: 'average' | 'average-gap-days' | 'days-since-last' | 'net',
  op: '!=' | '<=' | '>=',
  value: number,
): Tree => ({ kind: 'orders', measure, op, value, window: 'ever' });

const cases: readonly Case[] = [
  {
    name: 'who never did anything did it 0 times',
    rows: { events: [event(2, 'A', ago(HOUR)), event(3, 'B', ago(HOUR))] },
    tree: times('=', 0, 'ever'),
    members: [1, 3],
  },
  {
    name: 'none of the group holds whoever never did anything',
    rows: { events: [event(2, 'A', ago(HOUR))] },
    tree: { op: 'none', of: [times('>=', 1, 'ever')] },
    members: [1, 3],
  },
  {
    name: 'an average of no orders is no number: it is not even other than one',
    rows: { orders: [order(2, ago(DAY), 500)] },
    tree: orders('average', '!=', 100),
    members: [2],
  },
  {
    name: 'one order has no gap, and no order no last',
    rows: { orders: [order(1, ago(9 * DAY), 500), order(1, ago(DAY), 500), order(2, ago(DAY), 500)] },
    tree: {
      op: 'any',
      of: [
        orders('average-gap-days', '<=', 1000),
        { op: 'none', of: [orders('days-since-last', '<=', 1000), orders('days-since-last', '>=', 0)] },
      ],
    },
    members: [1, 3],
  },
  {
    name: 'a trait nobody told is other than every value, and neither more nor less than any',
    persons: { 1: { traits: { age: '30' } }, 2: { traits: { age: '40' } } },
    tree: {
      op: 'any',
      of: [
        { kind: 'trait', trait: 'age', op: '!=', values: ['40'] },
        { kind: 'trait', trait: 'age', op: '>', values: ['0'] },
      ],
    },
    members: [1, 2, 3],
  },
  {
    name: 'a trait nobody told is less than nothing',
    persons: { 1: { traits: { age: '30' } } },
    tree: { kind: 'trait', trait: 'age', op: '<', values: ['1000'] },
    members: [1],
  },
  {
    name: '24h is open at its older end, holds the moment, and nothing behind it',
    rows: {
      events: [event(1, 'A', ago(DAY)), event(2, 'A', ago(DAY - 1)), event(3, 'A', now)],
    },
    tree: times('>=', 1, '24h'),
    members: [2, 3],
  },
  {
    name: 'what lies behind the moment did not happen yet',
    rows: { events: [event(1, 'A', ago(-1)), event(2, 'A', now)] },
    tree: times('>=', 1, 'ever'),
    members: [2],
  },
  {
    name: '2d are shop days: from the midnight of yesterday in Shanghai',
    rows: {
      events: [event(1, 'A', '2024-04-01T15:59:59.999Z'), event(2, 'A', '2024-04-01T16:00:00.000Z')],
    },
    tree: times('>=', 1, '2d'),
    members: [2],
  },
  {
    name: 'a week begins on Monday',
    rows: {
      events: [event(1, 'A', '2024-03-31T15:59:59.999Z'), event(2, 'A', '2024-03-31T16:00:00.000Z')],
    },
    tree: times('>=', 1, 'this-week'),
    members: [2],
  },
  {
    name: 'of two things at one instant none follows the other',
    rows: {
      events: [
        ...[event(1, 'A', ago(HOUR)), event(1, 'B', ago(HOUR))],
        ...[event(2, 'A', ago(HOUR)), event(2, 'B', ago(HOUR - 1))],
      ],
    },
    tree: after('did'),
    members: [2],
  },
  {
    name: 'within holds its end',
    rows: {
      events: [
        ...[event(1, 'A', ago(2 * HOUR)), event(1, 'B', ago(HOUR))],
        ...[event(2, 'A', ago(2 * HOUR)), event(2, 'B', ago(HOUR - 1))],
      ],
    },
    tree: after('did', '1h'),
    members: [1],
  },
  {
    name: 'did-not is true when the time is up, not before',
    rows: { events: [event(1, 'A', ago(DAY + 1)), event(2, 'A', ago(DAY - 1))] },
    tree: after('did-not'),
    members: [1],
  },
  {
    name: 'deeds of merged persons are added up',
    merged: true,
    rows: { events: [event(1, 'A', ago(HOUR)), event(3, 'A', ago(HOUR)), event(2, 'A', ago(HOUR))] },
    tree: times('>=', 2, 'ever'),
    members: [1],
  },
  {
    name: 'money of merged persons is added up',
    merged: true,
    rows: { orders: [order(1, ago(DAY), 500), order(3, ago(DAY), 500), order(2, ago(DAY), 900)] },
    tree: orders('net', '>=', 1000),
    members: [1],
  },
  {
    name: 'points of merged persons are added up, what is owed taken off, and what is over does not count',
    merged: true,
    rows: {
      points_held: [
        { account_id: 1, person_id: 1, lasting: 120, version: 1 },
        { account_id: 2, person_id: 3, lasting: -20, ends: [ago(-1), now], ending: [10, 99], version: 1 },
        { account_id: 3, person_id: 2, lasting: 109, version: 1 },
      ],
    },
    tree: { kind: 'points', within: 'ever', op: '=', value: 110 },
    members: [1],
  },
  {
    name: 'who never had points has 0',
    rows: { points_held: [{ account_id: 1, person_id: 1, lasting: 1, version: 1 }] },
    tree: { kind: 'points', within: 'ever', op: '=', value: 0 },
    members: [2, 3],
  },
  {
    name: 'points that expire within one day expire before the midnight to come',
    rows: {
      points_held: [
        {
          account_id: 1,
          person_id: 1,
          lasting: 0,
          ends: ['2024-04-03T15:59:59.999Z'],
          ending: [5],
          version: 1,
        },
        {
          account_id: 2,
          person_id: 2,
          lasting: 9,
          ends: ['2024-04-03T16:00:00.000Z'],
          ending: [5],
          version: 1,
        },
      ],
    },
    tree: { kind: 'points', within: '1d', op: '>', value: 0 },
    members: [1],
  },
  {
    name: 'of a trait the merged person seen last speaks, of those that have it',
    merged: true,
    persons: {
      1: { traits: { city: '"上海"' }, last_seen_at: ago(2 * DAY) },
      3: { traits: { city: '"杭州"' }, last_seen_at: ago(DAY) },
    },
    tree: { kind: 'trait', trait: 'city', op: '=', values: ['杭州'] },
    members: [1],
  },
  {
    name: 'a tag of any merged person is the customer’s, until it runs out',
    merged: true,
    persons: {
      2: { tags: [11], tag_ends: [ago(0).slice(0, 19)] },
      3: { tags: [11], tag_ends: [ago(-DAY).slice(0, 19)] },
    },
    tree: { kind: 'tag', tag: 'vip' },
    members: [1],
  },
  {
    name: 'whoever objected to profiling, by any of their persons, is in nothing by behaviour',
    merged: true,
    persons: { 3: { profiling_barred: 1 } },
    tree: times('=', 0, 'ever'),
    members: [2],
  },
  {
    name: 'and stays in what asks for traits alone',
    merged: true,
    persons: { 3: { profiling_barred: 1 } },
    tree: { kind: 'trait', trait: 'city', op: '!=', values: ['上海'] },
    members: [1, 2],
  },
];

it.each(cases)('$name', async ({ rows = {}, persons = {}, merged = false, tree, members }) => {
  shopId += 1;
  const shop = { shopId, timeZone: 'Asia/Shanghai', currency: 'CNY' };
  const { clickhouse } = world.platform;
  const person = (id: number) => ({
    ...{ person_id: id, version: 1, first_seen_at: ago(30 * DAY), last_seen_at: ago(DAY) },
    ...persons[id],
  });
  const all = {
    ...rows,
    persons: [1, 2, 3].map(person),
    ...(merged && { override_rows: [{ person_id: 3, customer_id: 1, version: 1 }] }),
  };
  for (const [table, own] of Object.entries(all))
    await clickhouse.insert(
      table,
      own.map((row) => ({ shop_id: shopId, ...row })),
    );
  await clickhouse.command('SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}');
  const bound = boundValues('c');
  const standpoint = { at, timeZone: shop.timeZone, currency: shop.currency, known: knownOf };
  const sql = compileTrees([tree], { ...standpoint, bound, zone: quote(shop.timeZone) });
  const found = await both.ask<{ customer_id: number; s0: number }>({
    ...{ sql: `${sql} ORDER BY customer_id`, shopId, params: bound.params },
  });
  expect(found.filter((row) => row.s0 === 1).map((row) => row.customer_id)).toEqual(members);
  const customerIds = merged ? [1, 2] : [1, 2, 3];
  const facts = await readFacts({ clickhouse, shop, customerIds, known: knownOf });
  expect(facts.filter((it) => isMember(tree, it, standpoint)).map((it) => it.customerId)).toEqual(members);
});
