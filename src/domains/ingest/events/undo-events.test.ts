import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { at, eventOf, storeIn } from './event-fixture.ts';
import { undoEvents } from './undo-events.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Few ids and times, so that files repeat each other; one user, whose number is 1 in every shop. */
const message = fc.record({
  id: fc.constantFrom('m1', 'm2', 'm3'),
  second: fc.constantFrom(0, 1, -31_536_000),
  colour: fc.constantFrom('red', 'blue'),
});
type Message = typeof message extends fc.Arbitrary<infer It> ? It : never;
const file = fc.array(fc.array(message, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 2 });

async function load(shopId: number, importId: number, batches: readonly (readonly Message[])[]) {
  for (const messages of batches) {
    const events = messages.map(({ id, second, colour }) =>
      eventOf('a', id, { at: at(second), properties: { colour } }),
    );
    await storeIn(world, shopId, events, importId === 0 ? {} : { importId });
  }
}

const contents = (shopId: number, final: 0 | 1 = 1) =>
  world.platform.clickhouse.query<object>({
    sql: `SELECT * EXCEPT (shop_id, received_at) FROM events WHERE shop_id = {shop:UInt32}
      ORDER BY time, message_id SETTINGS final = ${final}`,
    shopId,
  });

const repeats = (shopId: number) =>
  world.platform.clickhouse.query<object>({
    sql: 'SELECT * FROM event_repeats WHERE shop_id = {shop:UInt32}',
    shopId,
  });

/** An undo passes on every part there is: those of the cases before would cost each more than the one before it. */
async function empty(): Promise<void> {
  for (const table of ['events', 'event_repeats'])
    await world.platform.clickhouse.command(`TRUNCATE TABLE ${table}`);
}

it('undoing one of two files leaves the events of the other as it told them; undoing both leaves none', async () => {
  await fc.assert(
    fc
      .asyncProperty(file, file, fc.constantFrom([1, 2], [2, 1], [1, 0]), async (a, b, [first, second]) => {
        const [both, alone] = [(await world.shop()).shopId, (await world.shop()).shopId];
        const files = new Map([
          [1, a],
          [second === 0 ? 0 : 2, b],
        ]);
        for (const [importId, batches] of files) await load(both, importId, batches);
        await load(alone, second!, files.get(second!)!);
        const { clickhouse } = world.platform;
        await undoEvents(clickhouse, both, first!);
        expect(await contents(both)).toEqual(await contents(alone));
        if (second === 0) return;
        await undoEvents(clickhouse, both, second!);
        expect(await contents(both, 0)).toEqual([]);
        expect(await repeats(both)).toEqual([]);
      })
      .afterEach(empty),
    cases(40, 15),
  );
});

it('an undo that dies between its steps ends the same when it is run again', async () => {
  const [{ shopId }, alone] = [await world.shop(), await world.shop()];
  const day: Message[] = [{ id: 'm1', second: 0, colour: 'red' }];
  await load(shopId, 1, [[...day, { id: 'm2', second: 0, colour: 'red' }]]);
  await load(shopId, 2, [[{ ...day[0]!, colour: 'blue' }]]);
  await load(alone.shopId, 2, [[{ ...day[0]!, colour: 'blue' }]]);
  const { clickhouse } = world.platform;
  const dies = { ...clickhouse };
  dies.command = async (sql, params) => {
    if (sql.startsWith('ALTER')) throw new Error('dies');
    await clickhouse.command(sql, params);
  };
  await expect(undoEvents(dies, shopId, 1)).rejects.toThrow('dies');
  await undoEvents(clickhouse, shopId, 1);
  expect(await contents(shopId)).toEqual(await contents(alone.shopId));
});
