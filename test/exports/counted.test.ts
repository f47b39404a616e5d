import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askLifecycle, askQuadrants, askRfm, scoresExport } from '../../src/domains/analytics/index.ts';
import { day, type History, history } from '../../src/domains/analytics/testing/history.ts';
import { storeHistory } from '../../src/domains/analytics/testing/store-history.ts';
import { readEvents } from '../../src/domains/ingest/exports/read-events.ts';
import { eventsExport } from '../../src/domains/ingest/index.ts';
import type { Shop } from '../../src/platform/auth/index.ts';
import type { ClickHouse } from '../../src/platform/clickhouse/clickhouse.ts';
import { orThrow } from '../../src/platform/errors.ts';
import type { Batch, ExportAsk, Row } from '../../src/platform/exports/index.ts';
import { cases } from '../properties.ts';
import { type BothTopologies, bothTopologies } from '../two-shards.ts';
import { openWorld, type World } from '../world.ts';
import { all } from './random-rows.ts';

/** Exports from ClickHouse: the same rows from one node and from two shards, and those that analyses count. */

let world: World;
let both: BothTopologies;
let shopId = 7000;

beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world?.close());

const shopOf = (timeZone: string): Shop => ({
  ...{ shopId, slug: 'counted', name: 'Counted', currency: 'CNY', timeZone },
  ...{ organizationId: '', isDemo: false },
});

const asking = (shop: Shop, filters: Record<string, string>, clickhouse: ClickHouse): ExportAsk => ({
  ...{ platform: { ...world.platform, clickhouse }, shop, masking: 'masked', filters },
  ...{ columns: new Set<string>(), signal: new AbortController().signal },
});

const rowsOf = async (batches: AsyncIterable<Batch>): Promise<Row[]> =>
  (await all(batches)).flatMap((batch) => [...batch.rows]);

/** The rows both topologies export. */
async function exported(ask: (clickhouse: ClickHouse) => AsyncIterable<Batch>): Promise<Row[]> {
  const rows = await rowsOf(ask(both.single));
  expect(await rowsOf(ask(both.shards)), 'two shards export what one node does').toEqual(rows);
  return rows;
}

const counted = (rows: readonly Row[], column: string) => {
  const words = rows.flatMap((row) => (row[column] ? [String(row[column])] : []));
  return Object.fromEntries(
    [...new Set(words)].sort().map((word) => [word, words.filter((it) => it === word).length]),
  );
};

const told = (parts: readonly { code: string; customers: number }[]) =>
  Object.fromEntries(
    parts
      .filter((it) => it.customers > 0)
      .map((it) => [it.code, it.customers] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

it('scores are those that RFM, quadrants and stages count, each customer once', async () => {
  await fc.assert(
    fc.asyncProperty(history, day, async (past: History, asOf) => {
      // A shop of PostgreSQL too: the file says who is held out, by a draw that is kept there.
      const { shopId: own } = await world.shop();
      await storeHistory(both.single, own, past);
      const shop = { ...shopOf(past.timeZone), shopId: own };
      const rows = await exported((clickhouse) =>
        scoresExport.read(asking(shop, { as_of: asOf }, clickhouse)),
      );
      const numbers = rows.map((row) => Number(row.customer_id));
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
      const question = { clickhouse: both.single, shop, asOf };
      const rfm = orThrow(await askRfm(question));
      expect(counted(rows, 'rfm_group')).toEqual(told(rfm.groups));
      const scored = rows.filter((row) => row.rfm_group);
      const cells = scored.map((it) => `${it.recency_score} ${it.frequency_score}`);
      for (const cell of rfm.cells)
        expect(cells.filter((it) => it === `${cell.recency} ${cell.frequency}`)).toHaveLength(cell.customers);
      const sum = scored.reduce((total, row) => total + Number(row.net_sales), 0);
      expect(sum).toBe(rfm.groups.reduce((total, it) => total + it.net_sales, 0));
      expect(counted(rows, 'quadrant')).toEqual(told(orThrow(await askQuadrants(question)).quadrants));
      expect(counted(rows, 'stage')).toEqual(told(orThrow(await askLifecycle(question)).stages));
    }),
    cases(4, 2),
  );
}, 300_000);

describe('events', () => {
  const at = (n: number) => Date.UTC(2025, n % 2, 1 + (n % 5), 20, 0, n % 4 ? 0 : 1);
  const iso = (time: number) => new Date(time).toISOString();
  /** Many at one instant of one person, in two months. */
  const event = (n: number) => ({
    ...{ shop_id: shopId, person_id: 1 + (n % 4), message_id: `m${n}`, name: n % 2 ? 'A' : 'B', channel: '' },
    ...{ time: iso(at(n)), corrected_time: iso(at(n) + 1000), received_at: iso(at(n) + 2000) },
  });
  const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, n) => event(from + n));
  const ids = (rows: readonly Row[]) => rows.map((row) => String(row.message_id)).sort();

  it('are exported once each, however the chunks fall, and duplicates are none', async () => {
    shopId += 1;
    await both.single.insert('events', numbers(60));
    await both.single.insert('events', numbers(35));
    await both.single.insert('override_rows', [
      { shop_id: shopId, person_id: 3, customer_id: 2, version: 1 },
    ]);
    await both.single.command('SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}');
    const shop = shopOf('Asia/Shanghai');
    const expected = ids(numbers(60));
    for (const size of [60, 19]) {
      const rows = await exported((clickhouse) => readEvents(asking(shop, {}, clickhouse), size));
      expect(ids(rows)).toEqual(expected);
      expect(rows.every((row) => row.time === at(Number(String(row.message_id).slice(1))) + 1000)).toBe(true);
      expect(rows.every((row) => row.customer_id === (row.person_id === 3 ? 2 : row.person_id))).toBe(true);
    }
    expect(await eventsExport.count!(asking(shop, {}, both.shards))).toBe(60);
  });

  it('are narrowed by shop day, name and channel', async () => {
    const shop = shopOf('Asia/Shanghai');
    // 20:00:01 UTC is the next day in Shanghai.
    const filters = { from: '2025-02-03', to: '2025-02-03', name: 'A' };
    const rows = await exported((clickhouse) => readEvents(asking(shop, filters, clickhouse), 5));
    const expected = Array.from({ length: 60 }, (_, n) => n).filter((n) => n % 2 === 1 && n % 5 === 1);
    expect(ids(rows)).toEqual(expected.map((n) => `m${n}`).sort());
    expect(
      await exported((clickhouse) => readEvents(asking(shop, { channel: 'web' }, clickhouse), 5)),
    ).toEqual([]);
  });

  it('that come while others are exported change nothing about those', async () => {
    const shop = shopOf('Asia/Shanghai');
    const seen: Row[] = [];
    let round = 0;
    for await (const { rows } of readEvents(asking(shop, {}, both.single), 8)) {
      seen.push(...rows);
      if (round++ < 5) await both.single.insert('events', numbers(30, 1000 + 30 * round));
    }
    expect(new Set(ids(seen)).size).toBe(seen.length);
    expect(ids(seen).filter((id) => Number(id.slice(1)) < 1000)).toEqual(ids(numbers(60)));
  });
});
