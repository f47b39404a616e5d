import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { fileIn, toolsOf } from '../../../../test/import-fixture.ts';
import { openWorld } from '../../../../test/world.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import { findPreset, runImport } from '../../ingest/index.ts';
import { auditPoints } from '../../ledgers/index.ts';
import { plainRules } from '../testing/plain-rules.ts';
import { changeRules } from './change-rules.ts';
import { earnFromOrders } from './earn-orders.ts';

/** Real orders of UCI Online Retail (every someOf customer), whose cancellations name no order. */

const UCI = new URL('../../../../../shared/data/uci_online_retail.csv.gz', import.meta.url).pathname;
if (!existsSync(UCI)) console.warn(`the public file is absent (${UCI}): its test is skipped`);

async function someOf(): Promise<{ header: string; lines: string[] }> {
  const text = gunzipSync(await readFile(UCI)).toString();
  const [header, ...all] = text.trimEnd().split(/\r?\n/);
  const lines = all.filter((line) => Number(/,(\d+)\.0,[^,]+$/.exec(line)?.[1] ?? 1) % 150 === 0);
  return { header: header!, lines };
}

test.skipIf(!existsSync(UCI))(
  'real orders earn once and only once, and their cancellations take the points back',
  async () => {
    await using world = await openWorld();
    const { platform } = world;
    const shop = await world.shop('uci', { currency: 'GBP', timeZone: 'Europe/London' });
    const { shopId } = shop;
    const { header, lines } = await someOf();
    const bring = async (some: readonly string[]) => {
      const path = await fileIn(world, `${[header, ...some].join('\n')}\n`);
      const source = findPreset('uci-online-retail')!;
      orThrow(await runImport(toolsOf(world), { shopId, path, source, startedBy: 'cli' }));
    };
    const held = async () => {
      const { rows } = await withShop(platform.db, shopId, (tx) =>
        sql<{ held: number; due: number; whole: number }>`
          select (select coalesce(sum(pending + active + reserved - owed), 0)::bigint from ledgers.points_accounts
              where shop_id = ${shopId}) as held,
            coalesce(sum(floor(floor(paid_minor / 100) * (paid_minor - refunded_minor)::numeric / paid_minor)), 0)::bigint as due,
            coalesce(sum(floor(paid_minor / 100)), 0)::bigint as whole
          from orders.orders where shop_id = ${shopId} and is_paid and state <> 'cancelled' and paid_minor > 0
            and person_id > 0`.execute(tx),
      );
      return rows[0]!;
    };
    const earn = () => earnFromOrders({ db: platform.db, shop, clock: world.clock });
    await withShop(platform.db, shopId, async (tx) => {
      const rules = { ...plainRules, expiry: { kind: 'never' as const } };
      const change = { starts_on: '2010-01-01', rules, version: 0 };
      const by = { by: 'test', now: world.clock.now(), today: '2026-01-15' };
      orThrow(await changeRules(tx, { shopId, change, ...by }));
    });

    await bring(lines.filter((line) => !line.startsWith('C')));
    expect(await earn()).toBeGreaterThan(50);
    const before = await held();
    expect(before.held).toBe(before.whole);
    expect(before.held).toBeGreaterThan(5_000);
    await bring(lines);
    expect(await earn()).toBeGreaterThan(0);
    const after = await held();
    expect(after.held).toBe(after.due);
    expect(after.held).toBeLessThan(before.held);
    await bring(lines);
    expect(await earn()).toBe(0);
    expect(await held()).toEqual(after);
    expect((await auditPoints(platform.db, { shopId, at: world.clock.now() })).findings).toEqual([]);
  },
);
