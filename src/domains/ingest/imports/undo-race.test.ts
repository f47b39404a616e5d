import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  contentsOf,
  fileIn,
  mirrored,
  toolsOf,
  type UciRow,
  uciFile,
} from '../../../../test/import-fixture.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { ImportTools } from './import-run.ts';
import { findPreset } from './presets/presets.ts';
import { runImport } from './run-import.ts';
import { undoImport } from './undo-import.ts';

/** An import is undone while another stores the same orders and refunds: what is left is what the other said. */

let world: World;
let tools: ImportTools;
/** What is stored, and counted, where only the second file was ever read. */
let alone: readonly [string, object];
beforeAll(async () => {
  world = await openWorld();
  tools = toolsOf(world);
  const { shopId } = await world.shop();
  await importRows(shopId, second);
  alone = [await contentsOf(world, { shopId }), await mirrored(world, shopId)];
});
afterAll(() => world.close());

const source = findPreset('uci-online-retail')!;

/** Orders of a few buyers, each with two lines, and a cancellation for every third. */
const rowsOf = (orders: readonly number[]): UciRow[] =>
  orders.flatMap((n): UciRow[] => {
    const it = { customer: `${100 + (n % 7)}.0`, minute: n % 50 };
    const bought = ['A', 'B'].map((stock) => ({ ...it, invoice: `${n}`, stock, quantity: 3 }));
    return n % 3 === 0
      ? [...bought, { ...it, invoice: `C${n}`, stock: 'A', quantity: -1, minute: 55 }]
      : bought;
  });

async function importRows(shopId: number, rows: readonly UciRow[]): Promise<number> {
  const path = await fileIn(world, uciFile(rows));
  return orThrow(await runImport(tools, { shopId, path, source, startedBy: 'cli' })).id!;
}

const numbers = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n);

/** Both say orders 20 to 39, the second one line more of each. */
const first = rowsOf(numbers(0, 40));
const second = [
  ...rowsOf(numbers(20, 40)),
  ...numbers(20, 20).map((n) => ({
    invoice: `${n}`,
    stock: 'Z',
    customer: `${100 + (n % 7)}.0`,
    minute: n % 50,
  })),
];

async function expectOnlySecond(shopId: number): Promise<void> {
  await tools.mirror.payOff(shopId);
  expect([await contentsOf(world, { shopId }), await mirrored(world, shopId)]).toEqual(alone);
  expect(await linesWithoutOrder(shopId)).toEqual([]);
}

/** What a foreign key would refuse, and the locks alone have to (docs/decisions/0010). */
const linesWithoutOrder = (shopId: number) =>
  withShop(world.platform.db, shopId, async (tx) => {
    const { rows } =
      await sql`select l.order_id from orders.order_lines l left join orders.orders o using (shop_id, order_id)
      where o.order_id is null`.execute(tx);
    return rows;
  });

const undo = async (shopId: number, importId: number) =>
  orThrow(await undoImport(tools, { shopId, importId, actor: 'test' }));

/** Waits until so many transactions wait for an advisory lock. */
async function waiting(client: pg.Client, count: number): Promise<void> {
  for (;;) {
    const { rows } = await client.query(`select count(*)::int as n from pg_locks
      where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`);
    if (rows[0].n >= count) return;
  }
}

test('an undo that came first to the refunds does not wait in a circle with an import that has the orders', async () => {
  const { shopId } = await world.shop();
  const importId = await importRows(shopId, first);
  const holder = new pg.Client({ connectionString: world.adminUrl });
  await holder.connect();
  try {
    await holder.query('begin');
    // The lock of refund-rows.ts; who waits for it first has it first.
    await holder.query(`select pg_advisory_xact_lock(${0x72656675}, ${shopId})`);
    const undoing = undo(shopId, importId);
    await waiting(holder, 1);
    const importing = importRows(shopId, second);
    await waiting(holder, 2);
    await holder.query('commit');
    await Promise.all([undoing, importing]);
  } finally {
    await holder.end();
  }
  await expectOnlySecond(shopId);
});

test('whichever comes first, nothing is lost or half undone', async () => {
  for (let tries = 0; tries < 4; tries += 1) {
    const { shopId } = await world.shop();
    const importId = await importRows(shopId, first);
    const both = [() => undo(shopId, importId), () => importRows(shopId, second)];
    await Promise.all((tries % 2 ? both.reverse() : both).map((one) => one()));
    await expectOnlySecond(shopId);
  }
});
