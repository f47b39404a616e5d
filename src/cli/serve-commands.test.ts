import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../test/world.ts';
import { registerMirrors } from '../mirrors.ts';
import { listAllShops } from '../platform/auth/index.ts';
import type { Frame } from '../platform/control/frames.ts';
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
  return (await framesOf(user, ...argv)).code;
}

async function framesOf(user: string | undefined, ...argv: string[]) {
  const run = { type: 'run', argv, cwd: world.platform.config.dataDir, language: 'en', user } as const;
  const frames: Frame[] = [];
  const emit = (frame: Frame) => void frames.push(frame);
  const code = await commandRunner(world.platform)(run, emit, new AbortController().signal);
  return { code, frames };
}

const idOf = async (slug: string) =>
  (await listAllShops(world.platform.db)).find((it) => it.slug === slug)!.shopId;

/** What the bar of a client said, label by label. */
async function barsOf(...argv: string[]) {
  const { code, frames } = await framesOf('mei', ...argv);
  expect(code, argv.join(' ')).toBe(0);
  const bars: Record<string, (readonly [number, number | undefined])[]> = {};
  for (const it of frames) {
    if (it.type !== 'progress') continue;
    bars[it.label] = [...(bars[it.label] ?? []), [it.done, it.total]];
  }
  return bars;
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
  const { rows } = await withShop(world.platform.db, await idOf('at-once'), (tx) =>
    sql<{ started_by: string }>`select started_by from ingest.imports`.execute(tx),
  );
  expect(rows.map((it) => it.started_by)).toEqual(numbers.map(() => 'cli:mei'));
});

test('long work sends how far it is, counted, to the end', async () => {
  const lines = Array.from(
    { length: 700 },
    (_, n) => `${600000 + n},A,X,1,2011-01-01 08:00:00,1.00,${n}.0,France`,
  );
  const head = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
  const file = join(world.platform.config.dataDir, 'long.csv');
  await writeFile(file, `${[head, ...lines].join('\n')}\n`);
  await barsOf('import', file, '--preset', 'uci-online-retail', '--shop', 'long');
  const shop = ['--shop', 'long'];

  const rotated = (await barsOf('keys', 'rotate', ...shop))['rotating data keys']!;
  const total = rotated[0]![1]!;
  // One identity a customer, sealed and indexed; customer 0 of this file is a guest.
  expect(total).toBe(2 * 699);
  expect([rotated[0], rotated.at(-1)]).toEqual([
    [0, total],
    [total, total],
  ]);
  expect(rotated.length).toBeGreaterThan(4);

  const entries = (await barsOf('audit', 'verify', ...shop)).long!.at(-1)!;
  expect(entries[0]).toBeGreaterThan(0);
  expect(entries[0]).toBe(entries[1]);

  const holder = (await framesOf('mei', 'customers', 'erase', '1', ...shop, '--json')).frames[0] as {
    text: string;
  };
  const confirm = ['--confirm', JSON.parse(holder.text).confirmation, '--reason', 'asked'];
  const erased = (await barsOf('customers', 'erase', '1', ...shop, ...confirm))['erasing customer 1']!;
  expect(erased.map(([done]) => done)).toEqual(erased.map((_, n) => n));
  expect(erased.at(-1)![0]).toBe(erased[0]![1]);

  const { rows } = await withShop(world.platform.db, await idOf('long'), (tx) =>
    sql<{ import_id: number }>`select import_id from ingest.imports`.execute(tx),
  );
  const undone = await barsOf('imports', 'undo', String(rows[0]!.import_id), ...shop);
  expect(undone['taking back orders']).toEqual([
    [0, 700],
    [500, 700],
    [700, 700],
  ]);
  expect(undone['taking back events']).toEqual([[0, 0]]);
  expect(undone['taking back customers']).toHaveLength(1);
});

test('retention says how many rows of each subject have gone', async () => {
  const { shopId } = await world.shop('retained');
  await withShop(world.platform.db, shopId, async (tx) => {
    await sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      values (${shopId}, 1, 1, '2001-01-01', '2001-01-01')`.execute(tx);
    const sealed = Buffer.alloc(40);
    for (let n = 0; n < 3; n++)
      await sql`insert into customers.notes (shop_id, person_id, body_sealed, written_by, written_at)
        values (${shopId}, 1, ${sealed}, 'mei', '2001-01-01')`.execute(tx);
  });
  expect(
    await shuke('mei', 'retention', 'set', '--subject', 'notes', '--months', '12', '--shop', 'retained'),
  ).toBe(0);
  const bars = await barsOf('retention', 'run', '--shop', 'retained');
  expect(bars.notes).toEqual([
    [0, 3],
    [3, 3],
    [3, 3],
  ]);
});
