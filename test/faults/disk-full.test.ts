import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withShop } from '../../src/platform/db/postgres.ts';
import { faultOf } from '../../src/platform/faults/fault.ts';
import { uciFile } from '../import-fixture.ts';
import { keepDelivering } from './deliveries.ts';
import { type LiveServer, openFolder, openLiveServer, removeFolder, shop } from './live-server.ts';
import { mayMount, mountDisk, unmountDisk } from './small-disk.ts';
import { upload } from './upload.ts';
import { importEnded, until, untilReady } from './wait.ts';
import { keepWriting, namesStored } from './writers.ts';

/** A real file system of 300 MB under both engines, filled to its last byte while writes go on. Floor off: this is the wall. */

let folder: string;
let live: LiveServer;

const ballast = () => join(folder, 'data', 'ballast');

async function fillDisk(): Promise<void> {
  const file = await open(ballast(), 'a');
  try {
    for (const chunk = Buffer.alloc(1024 * 1024); ; ) await file.write(chunk);
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
  } finally {
    await file.close();
  }
}

/** Uses up what PostgreSQL has laid by in pages and write-ahead log; its own failure is what a caller would see. */
const hog = (n: number) =>
  withShop(live.server.platform.db, live.shopId, (tx) =>
    sql`insert into platform.idempotency_keys (shop_id, key, request_hash, holder, response)
      select ${live.shopId}, 'hog-' || ${n}::int || '-' || i, '\\x00', 'nobody',
        to_jsonb((select string_agg(md5(random()::text), '') from generate_series(1, 200 + i % 2)))
      from generate_series(1, 1000) as i`.execute(tx),
  );

const eventIds = async (): Promise<string[]> => {
  const asked = { sql: 'select message_id from events where shop_id = {shop:UInt32}', shopId: live.shopId };
  const rows = await live.server.platform.clickhouse.query<{ message_id: string }>(asked);
  return rows.map((it) => it.message_id);
};

const product = (id: number) => ({ shop_id: 1, product_id: id, title: 'x', version: '1', is_deleted: 0 });

describe.runIf(await mayMount())('a full disk', () => {
  beforeAll(async () => {
    folder = await openFolder();
    await mkdir(join(folder, 'data'));
    await mountDisk(join(folder, 'data'), 300);
    live = await openLiveServer(folder, { SHUKE_DISK_FLOOR: '0' });
  }, 240_000);
  afterAll(async () => {
    await live?.stop();
    await unmountDisk(join(folder, 'data'));
    await removeFolder(folder);
  }, 240_000);

  test('refuses in words, loses nothing that was acknowledged, and goes on when there is room', {
    timeout: 300_000,
  }, async () => {
    const { clickhouse, mirror } = live.server.platform;
    const file = uciFile([1, 2, 3].map((n) => ({ invoice: String(n) })));
    const form = { file, fields: { preset: 'uci-online-retail' } };
    const writers = keepWriting(live, 2);
    const made = await live.owner('POST', `${shop}/keys`, { kind: 'write', name: 'live', source: 'web' });
    const deliveries = keepDelivering(live.server.url, JSON.parse(made.text).key, 1);
    await Promise.all([writers.acknowledged(5), deliveries.taken(5)]);
    await fillDisk();
    const refused = await upload(live, { ...form, file: `${file}${'x'.repeat(100_000)}` });
    expect([refused.status, JSON.parse(refused.text).code]).toEqual([503, 'disk-full']);
    const lost = await clickhouse.insert('products', [product(1)]).catch(faultOf);
    expect(lost).toMatchObject({ code: 'disk-full' });
    let failed: unknown;
    for (let n = 0; failed === undefined; n += 1) failed = await hog(n).then(() => undefined, faultOf);
    expect(failed).toMatchObject({ status: 503 });
    await fillDisk();
    await deliveries.answered('503');
    await rm(ballast());
    await untilReady(live);
    await Promise.all([writers.acknowledged(15), deliveries.taken(5)]);
    const [{ acknowledged, answers }] = await Promise.all([writers.stop(), deliveries.stop()]);
    const told = [...answers.keys()].filter((it) => !/^(201|503 (disk-full|postgres-unavailable))$/.test(it));
    expect(told).toEqual([]);
    const stored = await namesStored(live);
    expect(acknowledged.filter((name) => stored.get(name) !== 1)).toEqual([]);
    expect([...deliveries.answers.keys()].sort()).toEqual(['200', '503']);
    await until(() => mirror.payAll(), Boolean);
    const ids = await eventIds();
    expect(ids.length).toBe(new Set(ids).size);
    expect([...deliveries.acknowledged].filter((id) => !ids.includes(id))).toEqual([]);
    await clickhouse.insert('products', [product(1)]);
    const { id } = JSON.parse((await upload(live, form)).text);
    expect(await importEnded(live, id)).toMatchObject({ state: 'done', accepted: 3 });
    await until(() => mirror.payAll(), Boolean);
    const [counted] = await clickhouse.query<{ orders: string; products: string }>({
      sql: `select (select count() from orders where shop_id = {shop:UInt32}) as orders,
        (select count() from products where shop_id = {shop:UInt32} and product_id = 1) as products`,
      shopId: live.shopId,
    });
    expect(counted).toEqual({ orders: '3', products: '1' });
  });
});
