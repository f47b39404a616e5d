import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { storeEvents } from '../../src/domains/ingest/events/store-events.ts';
import { type StoredOrder, storeOrders } from '../../src/domains/orders/index.ts';
import { registerMirrors } from '../../src/mirrors.ts';
import { backUp, verifyArchive } from '../../src/platform/backup/index.ts';
import { rowsIn } from '../../src/platform/backup/read-archive.ts';
import { withShop } from '../../src/platform/db/postgres.ts';
import { orThrow } from '../../src/platform/errors.ts';
import { cases } from '../properties.ts';
import { openWorld, type World } from '../world.ts';

/**
 * Whatever writers do around a backup, its archive holds, of each of them, everything up to some step: no less than was
 * acknowledged before it began. And its two halves belong together.
 */

vi.setConfig({ testTimeout: 300_000 });

let world: World;
let folder: string;
beforeAll(async () => {
  world = await openWorld();
  registerMirrors(world.platform);
  folder = await mkdtemp(join(tmpdir(), 'shuke-histories-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await world.close();
});

type Step = 'event' | 'order' | 'pay';
type History = readonly (readonly Step[])[];

const at = '2026-01-10T00:00:00.000Z';

async function act(shopId: number, step: Step, name: string): Promise<void> {
  const { platform } = world;
  if (step === 'pay') return void (await platform.mirror.payOff(shopId));
  if (step === 'event') {
    const identities = [{ channel: 'web', kind: 'user-id' as const, value: name }];
    const event = { kind: 'event' as const, channel: 'web', name: 'Seen', messageId: name, at, identities };
    return void (await storeEvents(platform, shopId, [event], { source: 'test' }));
  }
  const keys = await platform.keyring.forShop(shopId);
  const order: StoredOrder = {
    ...{ channel: 'web', orderNo: name, personId: 0, state: 'paid', sourceTime: at, createdAt: at },
    ...{ currency: 'CNY', lines: [] },
  };
  await withShop(platform.db, shopId, (tx) => storeOrders(tx, { keys, shopId }, [order]));
}

/** Plays all writers at once and backs up when `after` steps are acknowledged; the acknowledged then, per writer. */
async function play(
  shopId: number,
  { history, after, path }: { history: History; after: number; path: string },
) {
  const acknowledged = history.map(() => 0);
  const reached = Promise.withResolvers<void>();
  const write = async (steps: readonly Step[], writer: number) => {
    for (const [n, step] of steps.entries()) {
      await act(shopId, step, `${writer}-${n}`);
      acknowledged[writer] = n + 1;
      if (acknowledged.reduce((sum, count) => sum + count) >= after) reached.resolve();
    }
  };
  const writing = Promise.all(history.map(write)).then(() => reached.resolve());
  await reached.promise;
  const before = [...acknowledged];
  orThrow(await backUp(world.platform, { path, program: 'test', signal: new AbortController().signal }));
  await writing;
  return before;
}

/** Rows of the archive by table, as objects of text. */
async function contentsOf(path: string): Promise<Map<string, Record<string, string>[]>> {
  const manifest = await verifyArchive(path);
  const found = new Map<string, Record<string, string>[]>();
  for await (const { of, lines } of rowsIn(path, manifest)) {
    const [store, table] = of.split('/') as ['postgres' | 'clickhouse', string];
    const { columns } = manifest[store].tables[table]!;
    const rows = lines.toString().trimEnd().split('\n');
    const read = (row: string) => Object.fromEntries(row.split('\t').map((cell, n) => [columns[n]!, cell]));
    found.set(of, [...(found.get(of) ?? []), ...rows.map(read)]);
  }
  return found;
}

const step = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Step>('event') },
  { weight: 3, arbitrary: fc.constant<Step>('order') },
  { weight: 2, arbitrary: fc.constant<Step>('pay') },
);
const history = fc.array(fc.array(step, { minLength: 3, maxLength: 12 }), { minLength: 2, maxLength: 4 });

it('an archive is a prefix of every writer, and its halves agree', async () => {
  let made = 0;
  await fc.assert(
    fc.asyncProperty(history, fc.nat(20), async (steps, after) => {
      const { shopId } = await world.shop();
      const path = join(folder, `${++made}.shuke`);
      const before = await play(shopId, { history: steps, after, path });
      const archive = await contentsOf(path);
      const of = (table: string) =>
        (archive.get(table) ?? []).filter((row) => row.shop_id === String(shopId));
      const ids = (table: string, column: string) => new Set(of(table).map((row) => row[column]!));
      const events = ids('clickhouse/events', 'message_id');
      const orders = ids('postgres/orders.orders', 'order_no');
      for (const [writer, list] of steps.entries()) {
        const there = list.map(
          (it, n) => it === 'pay' || (it === 'event' ? events : orders).has(`${writer}-${n}`),
        );
        const first = there.includes(false) ? there.indexOf(false) : there.length;
        expect(there.slice(first).filter((it, n) => it && list[first + n] !== 'pay')).toEqual([]);
        expect(first).toBeGreaterThanOrEqual(before[writer]!);
      }
      const persons = ids('postgres/customers.persons', 'person_id');
      for (const person of ids('clickhouse/events', 'person_id')) expect(persons).toContain(person);
      const owed = new Set(
        of('postgres/platform.mirror_batches').flatMap((row) =>
          row.kind !== 'orders' ? [] : (row.ids!.match(/\d+/g) ?? []),
        ),
      );
      const [right, counted] = [
        ids('postgres/orders.orders', 'order_id'),
        ids('clickhouse/orders', 'order_id'),
      ];
      for (const order of counted) expect(right).toContain(order);
      for (const order of right) expect(counted.has(order) || owed.has(order)).toBe(true);
    }),
    cases(6, 3),
  );
});
