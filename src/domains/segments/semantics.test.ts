import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BothTopologies, bothTopologies } from '../../../test/two-shards.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { Tree } from '../../contract/segment-conditions.ts';
import { askBoth, type ThreePersons } from './testing/ask-both.ts';
import { now } from './testing/fixtures/fixture.ts';

/** What others leave vague (decision 0130), each by name: for everybody in one statement and for one in memory, on one node and on two shards. */

let world: World;
let both: BothTopologies;
let shopId = 8000;
beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world.close());

const at = Date.parse(now);
const ago = (ms: number): string => new Date(at - ms).toISOString();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Case extends ThreePersons {
  readonly name: string;
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
const plus = (subscription_id: number, person_id: number, more: object) => ({
  ...{ subscription_id, person_id, plan_id: 1, version: 1, begins_at: ago(9 * DAY), ...more },
});
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
    name: 'PLUS that ends with today ends within one day, what is paid ahead by another person keeps it on',
    merged: true,
    rows: {
      plus_periods: [
        plus(1, 1, { no: 1, ends_at: '2024-04-03T16:00:00.000Z' }),
        plus(2, 3, { no: 2, begins_at: '2024-04-03T16:00:00.000Z', ends_at: '2024-05-03T16:00:00.000Z' }),
        plus(3, 2, { no: 1, ends_at: '2024-04-03T16:00:00.000Z' }),
      ],
    },
    tree: { kind: 'plus', is: 'member', within: '1d' },
    members: [2],
  },
  {
    name: 'PLUS is over at its last instant, but for one whose end or renewal is not posted yet',
    rows: {
      plus_periods: [
        plus(1, 1, { no: 1, ends_at: now }),
        plus(2, 2, { no: 1, ends_at: now, is_open: 1 }),
        plus(3, 3, { no: 1, begins_at: now, ends_at: ago(-DAY) }),
      ],
    },
    tree: { kind: 'plus', is: 'member', within: 'ever' },
    members: [2, 3],
  },
  {
    name: 'a trial is PLUS, and over once a paid period runs; what has not begun was never had',
    rows: {
      plus_periods: [
        plus(1, 1, { no: 0, ends_at: ago(-DAY) }),
        plus(2, 2, { no: 0, ends_at: ago(HOUR) }),
        plus(2, 2, { no: 1, begins_at: ago(HOUR), ends_at: ago(-DAY) }),
        plus(3, 3, { no: 0, begins_at: ago(-HOUR), ends_at: ago(-DAY) }),
      ],
    },
    tree: {
      op: 'any',
      of: [
        { kind: 'plus', is: 'trial', within: 'ever' },
        { op: 'none', of: [{ kind: 'plus', is: 'ever', within: 'ever' }] },
      ],
    },
    members: [1, 3],
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

it.each(cases)('$name', async ({ members, ...it }) => {
  shopId += 1;
  expect(await askBoth(both, shopId, it)).toEqual({ compiled: members, evaluated: members });
});
