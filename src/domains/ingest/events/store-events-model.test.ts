import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { at, eventOf, rowsOf, storeIn } from './event-fixture.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Few users, ids and times, so that batches repeat each other; some a year late. */
const message = fc.record({
  user: fc.constantFrom('a', 'b', 'c'),
  id: fc.constantFrom('m1', 'm2', '消息 3'),
  second: fc.constantFrom(0, 1, -31_536_000),
});
type Message = typeof message extends fc.Arbitrary<infer It> ? It : never;

const batches = fc.array(
  fc.record({
    messages: fc.array(message, { minLength: 1, maxLength: 8 }),
    dies: fc.constantFrom('not', 'before', 'after'),
  }),
  { minLength: 1, maxLength: 5 },
);

/** The world with a ClickHouse whose process dies when it is to insert, or has just inserted. */
function dying(when: 'before' | 'after'): World {
  const { clickhouse } = world.platform;
  const insert: typeof clickhouse.insert = async (table, rows) => {
    if (when === 'after') await clickhouse.insert(table, rows);
    throw new Error('dies');
  };
  return { ...world, platform: { ...world.platform, clickhouse: { ...clickhouse, insert } } };
}

const nameOf = ({ user, id, second }: Message) => `${user} ${id} ${second}`;

it('whatever repeats, comes late or dies halfway: each message is stored once and counted as a set would count it', async () => {
  await fc.assert(
    fc.asyncProperty(batches, async (all) => {
      const { shopId } = await world.shop();
      const model = new Set<string>();
      for (const { messages, dies } of all) {
        const events = messages.map((it) => eventOf(it.user, it.id, { at: at(it.second) }));
        const fresh = messages.filter((it, n) => !model.has(nameOf(it)) && isFirst(messages, n));
        const notes: number[] = [];
        const conclude = async (_tx: unknown, { stored }: { stored: number }) => void notes.push(stored);
        if (dies !== 'not') await storeIn(dying(dies), shopId, events, { conclude }).catch(() => undefined);
        await storeIn(world, shopId, events, { conclude });
        expect(notes[0]).toBe(fresh.length);
        for (const it of messages) model.add(nameOf(it));
      }
      const users = new Set([...model].map((it) => it.split(' ')[0]));
      expect(await rowsOf(world, shopId)).toHaveLength(model.size);
      expect(await personsIn(shopId)).toBe(users.size);
    }),
    cases(30, 15),
  );
});

const isFirst = (messages: readonly Message[], n: number) =>
  messages.findIndex((it) => nameOf(it) === nameOf(messages[n]!)) === n;

async function personsIn(shopId: number): Promise<number> {
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql<{ n: number }>`select count(*)::int as n from customers.persons`.execute(tx),
  );
  return rows[0]!.n;
}
