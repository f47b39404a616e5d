import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../test/world.ts';
import { registerMirrors } from '../mirrors.ts';
import { listAllShops } from '../platform/auth/index.ts';
import { withShop } from '../platform/db/postgres.ts';
import { commandRunner } from './serve-commands.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  registerMirrors(world.platform);
});
afterAll(() => world?.close());

/** A command as the control socket brings it in. */
async function shuke(user: string | undefined, ...argv: string[]): Promise<number> {
  const run = { type: 'run', argv, cwd: world.platform.config.dataDir, language: 'en', user } as const;
  return commandRunner(world.platform)(run, () => {}, new AbortController().signal);
}

test('the audit log names the account of the machine that typed a command', async () => {
  const { shopId } = await world.shop('audited');
  const create = ['keys', 'create', '--shop', 'audited', '--name', 'front', '--source', 'web'];
  expect(await shuke('mei', ...create)).toBe(0);
  expect(await shuke(undefined, ...create)).toBe(0);
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql`select actor from compliance.audit_log where act = 'keys.create' order by entry_id`.execute(tx),
  );
  expect(rows).toEqual([{ actor: 'cli:mei' }, { actor: 'cli' }]);
});

test('imports that open the same new shop at once all go into it', async () => {
  const columns = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
  const file = (n: number) => join(world.platform.config.dataDir, `at-once-${n}.csv`);
  const numbers = [1, 2, 3, 4];
  for (const n of numbers)
    await writeFile(file(n), `${columns}\n${n},A,X,1,2011-01-01 08:00:00,1.00,1.0,France\n`);
  const codes = await Promise.all(
    numbers.map((n) => shuke('mei', 'import', file(n), '--preset', 'uci-online-retail', '--shop', 'at-once')),
  );
  expect(codes).toEqual([0, 0, 0, 0]);
  const shop = (await listAllShops(world.platform.db)).find((it) => it.slug === 'at-once')!;
  const { rows } = await withShop(world.platform.db, shop.shopId, (tx) =>
    sql<{ started_by: string }>`select started_by from ingest.imports`.execute(tx),
  );
  expect(rows.map((it) => it.started_by)).toEqual(numbers.map(() => 'cli:mei'));
});
