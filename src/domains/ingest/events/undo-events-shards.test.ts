import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { writableShards } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import type { ClickHouse } from '../../../platform/clickhouse/clickhouse.ts';
import { at, eventOf, storeIn } from './event-fixture.ts';
import { undoEvents } from './undo-events.ts';

/** The undo of events asks and writes on every shard: it must leave on two what it leaves on one. */

let world: World;
let shards: ClickHouse;
beforeAll(async () => {
  world = await openWorld();
  shards = await writableShards(world.platform.clickhouse, ['events', 'event_repeats']);
});
afterAll(() => world.close());

/** Enough persons that both shards have some, so few ids that files repeat each other. */
const message = fc.record({
  user: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  id: fc.constantFrom('m1', 'm2'),
  second: fc.constantFrom(0, -31_536_000),
  colour: fc.constantFrom('red', 'blue'),
});
type Message = typeof message extends fc.Arbitrary<infer It> ? It : never;
const file = fc.array(message, { minLength: 1, maxLength: 12 });

/** Everybody is known first, so that numbers are the same in every shop. */
async function shopWith(files: readonly (readonly Message[])[]): Promise<number> {
  const { shopId } = await world.shop();
  const everybody = ['a', 'b', 'c', 'd', 'e', 'f'].map((user) => eventOf(user, `first of ${user}`));
  await storeIn(world, shopId, everybody);
  for (const [n, messages] of files.entries()) {
    const events = messages.map(({ user, id, second, colour }) =>
      eventOf(user, id, { at: at(second), properties: { colour } }),
    );
    await storeIn(world, shopId, events, { importId: n + 1 });
  }
  return shopId;
}

const left = async (shopId: number): Promise<unknown[]> => {
  const ask = (table: string) =>
    world.platform.clickhouse.query<object>({
      sql: `SELECT * EXCEPT (shop_id, received_at) FROM ${table} WHERE shop_id = {shop:UInt32}
        ORDER BY person_id, time, message_id, import_id`,
      shopId,
    });
  return [await ask('events'), await ask('event_repeats')];
};

/** An undo passes on every part there is: those of the cases before would cost each more than the one before it. */
async function empty(): Promise<void> {
  for (const table of ['events', 'event_repeats'])
    await world.platform.clickhouse.command(`TRUNCATE TABLE ${table}`);
}

it('an undo on two shards leaves what it leaves on one node, repeats included', async () => {
  await fc.assert(
    fc
      .asyncProperty(file, file, file, fc.constantFrom(1, 2, 3), async (a, b, c, first) => {
        const [one, two] = [await shopWith([a, b, c]), await shopWith([a, b, c])];
        for (const importId of [first, (first % 3) + 1]) {
          const events = await undoEvents(world.platform.clickhouse, one, importId);
          expect(await undoEvents(shards, two, importId)).toBe(events);
          expect(await left(two)).toEqual(await left(one));
        }
      })
      .afterEach(empty),
    cases(4, 3),
  );
}, 300_000);
