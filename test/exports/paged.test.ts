import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandRunner } from '../../src/cli/serve-commands.ts';
import { ordersExport } from '../../src/domains/orders/index.ts';
import { findShop, type Shop } from '../../src/platform/auth/index.ts';
import { withShop } from '../../src/platform/db/postgres.ts';
import type { ExportAsk } from '../../src/platform/exports/index.ts';
import { openShop } from '../people.ts';
import { openWorld, type World } from '../world.ts';

/** Exports that take long: rows change under them, they are stopped, killed, and hold no more with ten times the rows. */

let world: World;
let shop: Shop;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shuke-export-'));
  world = await openWorld();
  await openShop(world.platform, 'paged');
  shop = (await findShop(world.platform.db, 'paged'))!;
  await placeOrders('a', 5000);
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

const placeOrders = (channel: string, count: number) =>
  withShop(world.platform.db, shop.shopId, (tx) =>
    sql`insert into orders.orders (shop_id, channel, order_no, state, source_time, created_at, currency, goods_minor,
        paid_minor, is_paid)
      select ${shop.shopId}, ${channel}, 'N' || n, 'paid', now(), '2026-01-01'::timestamptz + n * interval '1 hour', 'CNY', n, n, true
      from generate_series(1, ${count}::int) n`.execute(tx),
  );

const asking = (filters: Record<string, string> = {}): ExportAsk => ({
  ...{ platform: world.platform, shop, masking: 'masked', filters },
  ...{ columns: new Set<string>(), signal: new AbortController().signal },
});

it('orders placed, changed and moved while they are exported: each that was there is told once', async () => {
  const seen: string[] = [];
  let page = 0;
  for await (const { rows } of ordersExport().read(asking())) {
    seen.push(...rows.map((row) => `${row.channel} ${row.order_no}`));
    if (page++ > 1) continue;
    await placeOrders(`b${page}`, 700);
    // A row that is written anew lies elsewhere in its table.
    await withShop(world.platform.db, shop.shopId, (tx) =>
      sql`update orders.orders set state = 'completed', paid_minor = paid_minor + 1 where channel = 'a'`.execute(
        tx,
      ),
    );
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.filter((it) => it.startsWith('a '))).toHaveLength(5000);
});

it('is narrowed by shop days, and counts what it will tell', async () => {
  // Midnight in Shanghai is 16:00 UTC: orders 17 to 40 hours after the new year of UTC.
  const ask = asking({ from: '2026-01-02', to: '2026-01-02', channel: 'a' });
  const numbers: string[] = [];
  for await (const { rows } of ordersExport().read(ask))
    numbers.push(...rows.map((row) => String(row.order_no)));
  expect(numbers).toEqual(Array.from({ length: 24 }, (_, n) => `N${16 + n}`));
  expect(await ordersExport().count!(ask)).toBe(24);
});

it('a command that is interrupted leaves no file, and says so on record', async () => {
  const stop = new AbortController();
  const argv = ['export', 'orders', '--shop', 'paged', '--out', 'orders.csv'];
  const run = { type: 'run', argv, cwd: folder, language: 'en', user: 'mei' } as const;
  const hear = ({ type }: { type: string }) => {
    if (type === 'progress') stop.abort();
  };
  expect(await commandRunner(world.platform)(run, hear, stop.signal)).toBe(130);
  expect(await readdir(folder)).toEqual([]);
  const { rows } = await withShop(world.platform.db, shop.shopId, (tx) =>
    sql<{ outcome: string }>`select details ->> 'outcome' as outcome from compliance.audit_log
      where act = 'exports.end'`.execute(tx),
  );
  expect(rows).toEqual([{ outcome: 'cut-off' }]);
});

describe('a process of its own', () => {
  /**
   * With the allocator as the launcher sets it, and little room for what is young: a heap for every thread, and garbage that a
   * busy machine leaves lying, hide 60 MB of rows in their swings (48 to 85 MB; so, 8).
   */
  const child = (...args: string[]) =>
    fork(join(import.meta.dirname, 'export-child.ts'), args, {
      execArgv: ['--max-old-space-size=64', '--max-semi-space-size=2'],
      env: { ...process.env, MALLOC_ARENA_MAX: '2' },
    });

  it('that is killed in the middle leaves nothing that bears the name', async () => {
    const path = join(folder, 'whole.csv');
    const writing = child('forever', path);
    const exited = once(writing, 'exit');
    await once(writing, 'message');
    writing.kill('SIGKILL');
    await exited;
    const left = await readdir(folder);
    expect(left).toEqual([expect.stringMatching(/^whole\.csv\.[0-9a-f]{8}\.part$/)]);
  });

  it('needs no more memory for ten times the rows, whatever the format', async () => {
    const peak = async (rows: number): Promise<number> => {
      const writing = child('rows', String(rows));
      const [told] = (await once(writing, 'message')) as [{ mb: number }];
      return told.mb;
    };
    const [few, many] = await Promise.all([peak(4_000), peak(40_000)]);
    // Kept, the rows would be some 60 MB, and the zip of them 30.
    expect(many).toBeLessThan(few + 40);
  }, 240_000);
});
