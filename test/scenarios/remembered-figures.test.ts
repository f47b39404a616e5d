import { afterAll, beforeAll, expect, it } from 'vitest';
import { complianceHandlers } from '../../src/compliance-handlers.ts';
import { askKeyFigures } from '../../src/domains/analytics/metrics/ask-key-figures.ts';
import { askMetric } from '../../src/domains/analytics/metrics/ask-metric.ts';
import { erasePerson, previewErasure } from '../../src/domains/compliance/index.ts';
import { mergeCustomers, unmergeCustomers } from '../../src/domains/customers/index.ts';
import { findPreset } from '../../src/domains/ingest/imports/presets/presets.ts';
import { runImport, undoImport } from '../../src/domains/ingest/index.ts';
import { withShop } from '../../src/platform/db/postgres.ts';
import { orThrow } from '../../src/platform/errors.ts';
import { fileIn, toolsOf, uciFile } from '../import-fixture.ts';
import { openWorld, type World } from '../world.ts';

/** What is remembered of figures is never older than the shop: whatever happens to it, as by who never asked before. */

let world: World;
let tools: ReturnType<typeof toolsOf>;
let shop: Awaited<ReturnType<World['shop']>>;
/** Every answer so far, as text: each act must change what is said. */
const said = new Set<string>();

beforeAll(async () => {
  world = await openWorld();
  tools = toolsOf(world);
  shop = await world.shop('tea', { currency: 'GBP', timeZone: 'Europe/London' });
});
afterAll(() => world.close());

const january = { from: '2011-01-01', to: '2011-01-31' };
const measures = ['net-sales', 'paid-orders', 'buyers', 'new-customers', 'customers', 'repurchase-rate'];

/** All that a screen asks, of a ClickHouse: another object is another that remembers nothing. */
async function asked(clickhouse: World['platform']['clickhouse']): Promise<string> {
  const asking = { clickhouse, shop, ...january };
  const figures = await askKeyFigures({ ...asking, measures: [...measures, 'retention-rate'], by: 'day' });
  const dimensions = [undefined, 'channel', 'province', 'new-returning', 'tier'];
  const metrics = dimensions.map(async (dimension) =>
    orThrow(await askMetric({ ...asking, measure: 'net-sales', by: 'week', dimension })),
  );
  return JSON.stringify([orThrow(figures), await Promise.all(metrics)]);
}

/** Twice of the one that remembers: the second answer is what it kept of the first. */
async function expectFresh(): Promise<void> {
  await tools.mirror.payOff(shop.shopId);
  const { clickhouse } = world.platform;
  const fresh = await asked({ ...clickhouse });
  expect([await asked(clickhouse), await asked(clickhouse)]).toEqual([fresh, fresh]);
  expect(said.has(fresh)).toBe(false);
  said.add(fresh);
}

async function importRows(invoices: readonly number[]): Promise<number> {
  const rows = invoices.map((n) => ({ invoice: `${n}`, customer: `${100 + (n % 5)}.0`, minute: n }));
  const refund = { invoice: `C${invoices[0]}`, quantity: -1, customer: `${100 + (invoices[0]! % 5)}.0` };
  const path = await fileIn(world, uciFile([...rows, { ...refund, minute: 59 }]));
  const source = findPreset('uci-online-retail')!;
  return orThrow(await runImport(tools, { shopId: shop.shopId, path, source, startedBy: 'cli' })).id!;
}

const numbers = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n);

it('an import, its undoing, a merge, its undoing and an erasure are in the next answer', async () => {
  const { shopId } = shop;
  const { db } = world.platform;
  await expectFresh();
  await importRows(numbers(0, 12));
  await expectFresh();
  const second = await importRows(numbers(12, 9));
  await expectFresh();
  const { edgeIds } = await withShop(db, shopId, async (tx) =>
    orThrow(await mergeCustomers(tx, { shopId, customerIds: [1, 2], by: 'user:1' })),
  );
  await expectFresh();
  await withShop(db, shopId, async (tx) =>
    orThrow(await unmergeCustomers(tx, { shopId, by: 'user:1', edgeIds })),
  );
  await tools.mirror.payOff(shopId);
  const again = await asked(world.platform.clickhouse);
  expect(again).toBe([...said].at(-2));
  await undoImport(tools, { shopId, importId: second, actor: 'user:1' });
  const fresh = await asked({ ...world.platform.clickhouse });
  expect(await asked(world.platform.clickhouse)).toBe(fresh);
  expect(fresh).toBe([...said][1]);
  const about = { shopId, customerId: 1 };
  const { confirmation } = orThrow(await previewErasure(world.platform, complianceHandlers, about));
  const order = { ...about, confirmation, reason: '本人要求删除', actor: 'user:1' };
  orThrow(await erasePerson(world.platform, complianceHandlers, order));
  await expectFresh();
});
