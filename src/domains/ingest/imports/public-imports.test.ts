import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { contentsOf, fileIn, mirrored, toolsOf } from '../../../../test/import-fixture.ts';
import { openWorld } from '../../../../test/world.ts';
import { orThrow } from '../../../platform/errors.ts';
import { findPreset } from './presets/presets.ts';
import { runImport } from './run-import.ts';

/**
 * Real lines, a twentieth of them, looked at in the store line by line. The whole files, and their figures, are
 * imported once each, by the real programs: test/scenarios/new-user.test.ts.
 */

const UCI = join(import.meta.dirname, '../../../../../shared/data/uci_online_retail.csv.gz');
if (!existsSync(UCI)) console.warn(`the public file is absent (${UCI}): its test is skipped`);

/** Invoice, quantity, price and customer of a line; a title may hold commas, the cells behind it hold none. */
const cells = /^([^,]+),.*,(-?\d+),[^,]+,(-?[\d.]+),(?:(\d+)\.0)?,[^,]+$/;

/** The lines of every twentieth customer, cancellations too, and of every twentieth invoice without one. */
async function twentieth(): Promise<{ header: string; lines: string[] }> {
  const [header, ...all] = gunzipSync(await readFile(UCI))
    .toString()
    .trimEnd()
    .split(/\r?\n/);
  const lines = all.filter((line) => {
    const [, invoice, , , customer] = cells.exec(line)!;
    return Number(customer ?? invoice!.replace(/\D/g, '')) % 20 === 0;
  });
  return { header: header!, lines };
}

/** A line in pence, halves upwards as the shop's rows are: away from zero. */
function penceOf(line: string): number {
  const [, , quantity, price] = cells.exec(line)!;
  const mils = Number(quantity) * Math.round(Number(price) * 1000);
  return Math.sign(mils) * Math.round(Math.abs(mils) / 10);
}

const count = (all: readonly string[]): number => new Set(all).size;

test.skipIf(!existsSync(UCI))(
  'every line and every penny of real lines; nothing the second time',
  async () => {
    await using world = await openWorld();
    const { shopId } = await world.shop('uci', { currency: 'GBP', timeZone: 'Europe/London' });
    const { header, lines } = await twentieth();
    const path = await fileIn(world, `${[header, ...lines].join('\n')}\n`);
    const source = findPreset('uci-online-retail')!;
    const run = async () =>
      orThrow(await runImport(toolsOf(world), { shopId, path, source, startedBy: 'cli' }));
    const named = (initial: RegExp) => lines.filter((line) => initial.test(line));
    const invoices = (some: readonly string[]) => count(some.map((line) => cells.exec(line)![1]!));
    expect(lines.length).toBeGreaterThan(20_000);
    expect(await run()).toMatchObject({
      ...{ rows: lines.length, accepted: lines.length, rejected: 0, duplicates: 0, events: 0 },
      customers: { created: count(lines.flatMap((line) => cells.exec(line)![4] ?? [])), updated: 0 },
      orders: { created: invoices(named(/^\d/)), updated: 0 },
      refunds: invoices(named(/^C/)),
      amount_minor: { GBP: lines.reduce((sum, line) => sum + penceOf(line), 0) },
      reject_file: null,
    });
    const sums = await mirrored(world, shopId);
    expect(sums).toMatchObject({ orders: invoices(named(/^\d/)), lines: named(/^\d/).length });
    const before = await contentsOf(world, { shopId });
    expect(await run()).toMatchObject({
      ...{ accepted: 0, duplicates: lines.length, amount_minor: {} },
      customers: { created: 0, updated: 0 },
      orders: { created: 0, updated: 0 },
    });
    expect(await contentsOf(world, { shopId })).toBe(before);
  },
);
