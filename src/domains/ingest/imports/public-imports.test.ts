import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentsOf, mirrored, toolsOf } from '../../../../test/import-fixture.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { orThrow } from '../../../platform/errors.ts';
import { findPreset } from './presets/presets.ts';
import { runImport } from './run-import.ts';

const DATA = join(import.meta.dirname, '../../../../../shared/data');
if (!existsSync(DATA)) console.warn(`public files are absent (${DATA}): their tests are skipped`);
const withData = test.skipIf(!existsSync(DATA));

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const importFile = async (shopId: number, file: string, preset: string) =>
  orThrow(
    await runImport(toolsOf(world), {
      shopId,
      path: join(DATA, file),
      source: findPreset(preset)!,
      startedBy: 'cli',
    }),
  );

withData(
  'UCI Online Retail: every line and every penny; nothing the second time',
  { timeout: 600_000 },
  async () => {
    const { shopId } = await world.shop('uci', { currency: 'GBP', timeZone: 'Europe/London' });
    const first = await importFile(shopId, 'uci_online_retail.csv.gz', 'uci-online-retail');
    expect(first).toMatchObject({
      rows: 541_909,
      accepted: 541_909,
      rejected: 0,
      duplicates: 0,
      customers: { created: 4_372, updated: 0 },
      orders: { created: 22_061, updated: 0 },
      lines: 541_906,
      events: 0,
      refunds: 3_836,
      amount_minor: { GBP: 974_774_793 },
      reject_file: null,
    });
    // 9,288 lines are on cancellations, 3 are adjustments.
    const sums = await mirrored(world, shopId);
    expect(sums).toMatchObject({ orders: 22_061, lines: 541_909 - 9_288 - 3 });
    const before = await contentsOf(world, { shopId });
    const again = await importFile(shopId, 'uci_online_retail.csv.gz', 'uci-online-retail');
    expect(again).toMatchObject({
      accepted: 0,
      duplicates: 541_909,
      customers: { created: 0, updated: 0 },
      orders: { created: 0, updated: 0 },
      amount_minor: {},
    });
    expect(await contentsOf(world, { shopId })).toBe(before);
  },
);

withData('CDNOW: the master, then the sample, which is part of it', { timeout: 300_000 }, async () => {
  const { shopId } = await world.shop('cdnow', { currency: 'USD', timeZone: 'America/New_York' });
  expect(await importFile(shopId, 'CDNOW_master.txt', 'cdnow')).toMatchObject({
    rows: 69_659,
    accepted: 69_659,
    customers: { created: 23_570, updated: 0 },
    orders: { created: 69_659, updated: 0 },
    amount_minor: { USD: 250_031_563 },
  });
  expect(await importFile(shopId, 'CDNOW_sample.txt', 'cdnow')).toMatchObject({
    rows: 6_919,
    accepted: 0,
    duplicates: 6_919,
    customers: { created: 0, updated: 0 },
  });
});
