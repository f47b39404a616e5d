import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../../../test/world.ts';
import { type EventFacts, rowOf } from './event-row.ts';
import { insertRows } from './insert-events.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const nasty = fc.oneof(
  fc.constantFrom(
    '',
    '\\',
    '\\N',
    'a\tb',
    'a\nb',
    'a\r\nb',
    '\0',
    '\\t',
    '"',
    '中文',
    '\u{1F600}',
    '\x7f\x08\x0c',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);

it('whatever a text holds, the engine reads from a line what stood in the row', async () => {
  const { shopId } = await world.shop('lines');
  const facts: EventFacts = {
    ...{ shopId, productId: 3, importId: 7, receivedAt: new Date('2026-02-28T23:59:59.999Z') },
    ...{ personId: 1, sortOf: () => 'ordinary' as const },
  };
  const event = { kind: 'event', channel: 'web', identities: [], at: '2024-02-29T00:00:00.001Z' } as const;
  const words = fc.sample(fc.tuple(nasty, nasty, nasty), { numRuns: 200, seed: 7 });
  const rows = words.map(([orderNo, category, city], n) => ({
    ...rowOf(
      { ...event, name: 'Product Viewed', quantity: 100 - n, amountMinor: 2 ** 53 - 1 },
      `m${n}`,
      facts,
    ),
    ...{ order_no: orderNo.toWellFormed(), category: category.toWellFormed(), city: city.toWellFormed() },
    properties: JSON.stringify({ [orderNo.toWellFormed()]: city.toWellFormed() }),
  }));
  await insertRows(world.platform.clickhouse, 'events', rows);
  const stored = await world.platform.clickhouse.query<Record<string, unknown>>({
    sql: `SELECT * REPLACE (toString(time) AS time, toString(corrected_time) AS corrected_time,
        toString(received_at) AS received_at, toFloat64(amount_minor) AS amount_minor, toUInt32(import_id) AS import_id)
      FROM events WHERE shop_id = {shop:UInt32} ORDER BY toUInt32(substring(message_id, 2))`,
    shopId,
  });
  const plain = (iso: string) => iso.replace('T', ' ').replace('Z', '');
  expect(stored).toEqual(
    rows.map((row) => ({
      ...row,
      ...{ time: plain(row.time), corrected_time: plain(row.corrected_time) },
      received_at: plain(row.received_at),
    })),
  );
});
