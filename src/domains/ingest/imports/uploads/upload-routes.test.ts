import { readdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { askAt, eventsOf } from '../../../../../test/browser-request.ts';
import { bombs, largest } from '../../../../../test/faults/bombs.ts';
import { uciFile } from '../../../../../test/import-fixture.ts';
import { hire, openShop, type Person, signInOwner } from '../../../../../test/people.ts';
import { openWorld, type World } from '../../../../../test/world.ts';
import { buildApp } from '../../../../app.ts';
import type { ImportView } from '../../../../contract/imports.ts';
import type { InspectionView, UploadView } from '../../../../contract/uploads.ts';
import { openPool } from '../../../../platform/db/pool.ts';
import type { Db } from '../../../../platform/db/postgres.ts';
import type { HttpApp } from '../../../../platform/http/routes.ts';
import { sweepImportFiles } from '../sweep-import-files.ts';
import { tidyUploads } from './keep-uploads-tidy.ts';

let world: World;
let app: HttpApp;
let owner: Person;
let base: string;
let shop: string;
let admin: Db;
beforeAll(async () => {
  world = await openWorld();
  admin = openPool(world.adminUrl, { max: 1 });
  app = await buildApp(world.platform);
  await app.listen({ host: '127.0.0.1', port: 0 });
  base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  owner = await signInOwner(world.platform, app);
});
afterAll(async () => {
  await admin?.destroy();
  await app?.close();
  await world?.close();
});
let shops = 0;
beforeEach(async () => {
  shop = `uploads-${++shops}`;
  await openShop(world.platform, shop);
});

const at = (path: string) => `/api/shops/${shop}${path}`;

async function upload(content: string | Buffer, by = owner, headers: Record<string, string> = {}) {
  const body = new FormData();
  body.set('file', new Blob([content as string]), 'orders.csv');
  return askAt(base, by, at('/uploads'), { method: 'POST', body, headers });
}

const uploaded = async (content: string | Buffer): Promise<string> => {
  const answer = await upload(content);
  expect(answer.status).toBe(201);
  return ((await answer.json()) as UploadView).upload;
};

async function inspect(id: string, body: object = {}, by = owner): Promise<InspectionView> {
  const answer = await by.ask('POST', at(`/uploads/${id}/inspection`), body);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

/** Imports the upload and follows it to its end. */
async function imported(id: string, body: object): Promise<ImportView> {
  const begun = await owner.ask('POST', at(`/uploads/${id}/import`), body);
  expect(begun.statusCode, begun.body).toBe(202);
  const events = await eventsOf(await askAt(base, owner, at(`/imports/${begun.json().id}/progress`)));
  return events.at(-1)!.data as unknown as ImportView;
}

const waiting = () => readdir(join(world.platform.config.dataDir, 'imports', 'uploads'));

const broken = uciFile([{ invoice: '1', quantity: 2 }, { invoice: '2' }]).concat(
  '3,A,X,one,2011-01-01 08:00:00,1.00,1.0,France\n',
);

test('a file is uploaded once, looked at, tried, imported and gone; its rejects are a table', async () => {
  const id = await uploaded(broken);
  const seen = await inspect(id);
  expect(seen).toMatchObject({
    ...{ format: 'delimited', encoding: null, delimiter: ',', has_header: true, rows_hidden: false },
    chosen: {
      kind: 'preset',
      name: 'uci-online-retail',
      fits: true,
      rows_read: 2,
      missing: [],
      currencies: ['GBP'],
      time_zone: 'Europe/London',
    },
  });
  expect(seen.columns[0]).toBe('InvoiceNo');
  expect(seen.rows.map(({ line, problems }) => [line, problems[0]?.code])).toEqual([
    [2, undefined],
    [3, undefined],
    [4, 'not-a-whole-number'],
  ]);
  expect(seen.chosen!.uses.find(({ column }) => column === 'Quantity')).toMatchObject({ place: 3 });
  const dry = await eventsOf(
    await askAt(base, owner, at(`/uploads/${id}/dry-run`), {
      method: 'POST',
      body: JSON.stringify({ preset: 'uci-online-retail' }),
      headers: { 'content-type': 'application/json' },
    }),
  );
  expect(dry.at(-1)).toMatchObject({
    event: 'end',
    data: {
      ...{ accepted: 2, rejected: 1, reject_file: null },
      rejects: [{ line: 4, column: 'Quantity', value: 'one', code: 'not-a-whole-number' }],
    },
  });
  const view = await imported(id, { preset: 'uci-online-retail' });
  expect(view).toMatchObject({ state: 'done', file_name: 'orders.csv', accepted: 2, rejected: 1 });
  expect((await owner.ask('GET', at('/uploads'))).json()).toEqual({ uploads: [] });
  expect(await waiting()).toEqual([]);
  const again = await owner.ask('POST', at(`/uploads/${id}/import`), { preset: 'uci-online-retail' });
  expect([again.statusCode, again.json().code]).toEqual([404, 'upload-not-found']);
  const lines = (await owner.ask('GET', at(`/imports/${view.id}/reject-lines`))).json();
  expect(lines).toMatchObject({ rejects: [{ line: 4, column: 'Quantity' }], next_cursor: null });
  const preview = (await owner.ask('GET', at(`/imports/${view.id}/undo-preview`))).json();
  expect(preview).toEqual({ orders: 2, orders_changed: 0, refunds: 0, customers: 1, events: 0 });
});

test('rejects are paged line by line, none lost and none twice', async () => {
  const rows = Array.from(
    { length: 25 },
    (_, n) => `${n},A,"X ""quoted"", ${n}",one,2011-01-01,1.00,1.0,France`,
  );
  const view = await imported(await uploaded(uciFile([]).concat(rows.join('\n'))), {
    preset: 'uci-online-retail',
  });
  const lines: number[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const url = at(
      `/imports/${view.id}/reject-lines?limit=7${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    const page = (await owner.ask('GET', url)).json();
    lines.push(...page.rejects.map((it: { line: number }) => it.line));
    cursor = page.next_cursor;
  }
  // The empty file of uciFile ends with a blank line.
  expect(lines).toEqual(Array.from({ length: 25 }, (_, n) => n + 3));
});

const pdd = [
  '商品,订单号,订单状态,商品总价(元),店铺优惠折扣(元),平台优惠折扣(元),邮费(元),用户实付金额(元),商品数量(件),支付时间,收货人,手机',
  '保温杯,240102-123456789012345,已签收,59.80,5,3,0,51.80,2,2024-01-02 10:00:00,欧阳娜娜,13800138000',
].join('\r\n');

test('the encoding is found, and may be overruled; the right preset comes first', async () => {
  const id = await uploaded(iconv.encode(pdd, 'gb18030'));
  const seen = await inspect(id);
  expect(seen).toMatchObject({ encoding: 'gb18030', chosen: { name: 'pinduoduo-orders', rows_read: 1 } });
  expect(seen.rows[0]!.cells).toContain('保温杯');
  const wrong = await inspect(id, { encoding: 'windows-1252' });
  expect(wrong).toMatchObject({ encoding: 'windows-1252', chosen: null });
  expect(wrong.rows[0]!.cells).not.toContain('保温杯');
  expect((await inspect(await uploaded(gzipSync(iconv.encode(pdd, 'gb18030'))))).encoding).toBe('gb18030');
});

test('who uploaded a file sees its rows; another manager sees numbers and days', async () => {
  const id = await uploaded(pdd);
  const manager = await hire(owner, { slug: shop, role: 'manager' });
  const mine = await inspect(id);
  expect(JSON.stringify(mine.rows)).toContain('欧阳娜娜');
  const theirs = await inspect(id, {}, manager);
  expect(theirs).toMatchObject({ rows_hidden: true, upload: { mine: false } });
  const told = JSON.stringify(theirs);
  for (const value of ['欧阳娜娜', '13800138000', '保温杯']) expect(told).not.toContain(value);
  expect(theirs.rows[0]!.cells).toEqual(expect.arrayContaining(['59.80', '2024-01-02 10:00:00', '•••']));
  const headless = await inspect(await uploaded('欧阳娜娜,女士\n赵小明,先生\n'), {}, manager);
  expect(JSON.stringify(headless)).not.toContain('欧阳娜娜');
});

test('a mapping is saved, offered when its columns come again, changed, and forgotten', async () => {
  const mapping = {
    ...{ name: 'till', of: 'orders', channel: 'pos' },
    fields: { order_no: '小票号', created_at: '时间', amount: '金额' },
    identities: [{ kind: 'member-card', column: '小票号' }],
  };
  const content = '门店日报\n小票号,时间,金额\nA1,2024-05-01 10:00,12.50\n';
  const unknown = await inspect(await uploaded(content));
  expect(unknown).toMatchObject({ chosen: null, columns: ['小票号', '时间', '金额'] });
  expect(unknown.rows.map(({ cells }) => cells[0])).toEqual(['A1']);
  const saved = await owner.ask('POST', at('/mappings'), { mapping });
  expect([saved.statusCode, saved.json()]).toMatchObject([201, { name: 'till', of: 'orders' }]);
  expect((await owner.ask('POST', at('/mappings'), { mapping })).statusCode).toBe(409);
  const id = await uploaded(content);
  const offered = (await inspect(id)).chosen!;
  expect(offered).toMatchObject({ kind: 'mapping', name: 'till', fits: true });
  expect(offered.uses.map(({ field }) => field)).toContain('identities.member-card');
  const wrong = await owner.ask('PUT', at('/mappings/till'), { mapping: { ...mapping, fields: {} } });
  expect([wrong.statusCode, wrong.json().code]).toEqual([422, 'mapping-unusable']);
  const fen = { ...mapping, unit: 'minor' };
  expect((await owner.ask('PUT', at('/mappings/till'), { mapping: fen })).statusCode).toBe(200);
  const view = await imported(id, { saved_mapping: 'till' });
  expect(view).toMatchObject({ state: 'done', preset: 'till', rejected: 1 });
  const renamed = await owner.ask('POST', at('/mappings/till/name'), { name: 'shop-till' });
  expect(renamed.json()).toMatchObject({ name: 'shop-till', mapping: { ...fen, name: 'shop-till' } });
  const again = await uploaded(`${content}A2,2024-05-01 10:00,3.00\n`);
  expect((await inspect(again)).chosen).toMatchObject({ kind: 'mapping', name: 'shop-till' });
  expect((await imported(again, { saved_mapping: 'shop-till' })).read_by).toEqual({
    zh: 'shop-till',
    en: 'shop-till',
  });
  await owner.ask('POST', at('/mappings'), { mapping });
  for (const [name, to, code] of [
    ['shop-till', 'till', 'mapping-exists'],
    ['none', 'other', 'mapping-not-found'],
  ]) {
    const refused = await owner.ask('POST', at(`/mappings/${name}/name`), { name: to });
    expect(refused.json().code, name).toBe(code);
  }
  expect((await owner.ask('DELETE', at('/mappings/shop-till'))).statusCode).toBe(204);
  expect((await owner.ask('DELETE', at('/mappings/till'))).statusCode).toBe(204);
  expect((await owner.ask('DELETE', at('/mappings/till'))).statusCode).toBe(404);
  expect((await owner.ask('GET', at('/mappings'))).json()).toEqual({ mappings: [] });
});

test('a name that somebody else takes at the same moment is taken', async () => {
  const mapping = {
    ...{ name: 'till', of: 'orders', channel: 'pos' },
    fields: { order_no: 'no', created_at: 'at', amount: 'paid' },
  };
  await owner.ask('POST', at('/mappings'), { mapping });
  const held = Promise.withResolvers<void>();
  const inserted = Promise.withResolvers<void>();
  const taking = admin.transaction().execute(async (tx) => {
    await sql`insert into ingest.mappings (mapping, name, saved_at, saved_by, shop_id)
      select mapping, 'desk', saved_at, saved_by, shop_id
      from ingest.mappings where name = 'till'`.execute(tx);
    inserted.resolve();
    await held.promise;
  });
  await inserted.promise;
  const renaming = owner.ask('POST', at('/mappings/till/name'), { name: 'desk' });
  const waiting = sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  await expect.poll(async () => (await waiting.execute(world.platform.db)).rows[0]!.n).toBeGreaterThan(0);
  held.resolve();
  await taking;
  const refused = await renaming;
  expect([refused.statusCode, refused.json().code]).toEqual([409, 'mapping-exists']);
});

test('files that are none are told apart, and leave nothing', async () => {
  const codes: unknown[] = [];
  const cut = gzipSync(
    Buffer.from(uciFile(Array.from({ length: 9000 }, (_, n) => ({ invoice: String(n) })))),
  );
  for (const content of [
    '',
    'PK\x03\x04 no workbook',
    cut.subarray(0, 200),
    Buffer.from([0, 1, 2, 255, 254, 0]),
  ]) {
    const id = await uploaded(content);
    const answer = await owner.ask('POST', at(`/uploads/${id}/inspection`), {});
    codes.push(answer.statusCode === 200 ? answer.json().chosen : answer.json().code);
    expect((await owner.ask('DELETE', at(`/uploads/${id}`))).statusCode).toBe(204);
    expect(await waiting()).not.toContain(id);
  }
  expect(codes).toEqual([null, 'file-damaged', 'file-damaged', null]);
  const id = await uploaded(broken);
  const bad = await owner.ask('POST', at(`/uploads/${id}/inspection`), { encoding: 'klingon' });
  expect([bad.statusCode, bad.json().code]).toEqual([422, 'unknown-encoding']);
});

test('a bomb is looked at no further than an honest file', async () => {
  const workbook = await uploaded(bombs['a cell of a workbook']!());
  const refused = await owner.ask('POST', at(`/uploads/${workbook}/inspection`), {});
  expect([refused.statusCode, refused.json().code]).toEqual([422, 'file-unpacks-too-large']);
  const line = await uploaded(largest['a gzip of one line']!());
  expect((await inspect(line)).rows.every(({ cells }) => cells.every((cell) => cell.length <= 201))).toBe(
    true,
  );
});

test('only who may import may upload, look or import; another shop finds nothing', async () => {
  const id = await uploaded(broken);
  for (const role of ['marketer', 'analyst', 'auditor', 'service-agent'] as const) {
    const person = await hire(owner, { slug: shop, role });
    const statuses = [
      (await upload(broken, person)).status,
      (await person.ask('GET', at('/uploads'))).statusCode,
      (await person.ask('POST', at(`/uploads/${id}/inspection`), {})).statusCode,
      (await person.ask('POST', at(`/uploads/${id}/import`), { preset: 'cdnow' })).statusCode,
      (await person.ask('POST', at('/mappings'), { mapping: {} })).statusCode,
      (await person.ask('DELETE', at(`/uploads/${id}`))).statusCode,
    ];
    expect(statuses, role).toEqual([403, 403, 403, 403, 403, 403]);
  }
  await openShop(world.platform, `${shop}-other`);
  const foreign = `/api/shops/${shop}-other/uploads/${id}/inspection`;
  expect((await owner.ask('POST', foreign, {})).statusCode).toBe(404);
});

test('a retry with its Idempotency-Key keeps one upload', async () => {
  const headers = { 'idempotency-key': 'one' };
  const first = (await (await upload(broken, owner, headers)).json()) as UploadView;
  const again = await upload(broken, owner, headers);
  expect([again.status, ((await again.json()) as UploadView).upload]).toEqual([201, first.upload]);
  expect((await owner.ask('GET', at('/uploads'))).json().uploads).toHaveLength(1);
  expect(await waiting()).toContain(first.upload);
});

test('an upload outlives a kill, and no longer than a day', async () => {
  const id = await uploaded(broken);
  // What a start does before it takes uploads.
  await sweepImportFiles({ platform: world.platform, mirror: world.platform.mirror });
  expect((await inspect(id)).chosen?.name).toBe('uci-online-retail');
  world.clock.advance(24 * 3_600_000 + 1);
  await tidyUploads(world.platform);
  expect((await owner.ask('POST', at(`/uploads/${id}/inspection`), {})).statusCode).toBe(404);
  await sweepImportFiles({ platform: world.platform, mirror: world.platform.mirror });
  expect(await waiting()).toEqual([]);
});

test('a file uploaded to one process is looked at and imported in another, which has another disk', async () => {
  const onServer = (dataDir: string) => {
    const config = { ...world.platform.config, dataDir, postgresUrl: world.migratorUrl };
    return buildApp({ ...world.platform, config });
  };
  const folder = world.platform.config.dataDir;
  await using one = await onServer(join(folder, 'one'));
  await using other = await onServer(join(folder, 'other'));
  const content = Buffer.from(
    uciFile(Array.from({ length: 3500 }, (_, n) => ({ invoice: String(n), stock: 'A'.repeat(160) }))),
  );
  expect(content.length).toBeGreaterThan(1024 * 1024);
  const body = new FormData();
  body.set('file', new Blob([content as unknown as string]), 'orders.csv');
  await one.listen({ host: '127.0.0.1', port: 0 });
  const address = `http://127.0.0.1:${(one.server.address() as AddressInfo).port}`;
  const answer = await askAt(address, owner, at('/uploads'), { method: 'POST', body });
  const { upload: id } = (await answer.json()) as UploadView;
  const { rows } = await sql<{ clear: number; pieces: number }>`
    select count(*)::integer as pieces, count(*) filter (where position('THING'::bytea in body_sealed) > 0)::integer as clear
    from ingest.upload_pieces`.execute(admin);
  expect(rows[0]).toEqual({ clear: 0, pieces: 2 });
  const there = Object.assign(Object.create(Object.getPrototypeOf(owner)), owner, { app: other }) as Person;
  expect((await inspect(id, {}, there)).chosen).toMatchObject({ name: 'uci-online-retail', rows_read: 50 });
  const begun = await there.ask('POST', at(`/uploads/${id}/import`), { preset: 'uci-online-retail' });
  expect(begun.statusCode, begun.body).toBe(202);
  const { id: importId } = begun.json();
  const state = async () => (await there.ask('GET', at(`/imports/${importId}`))).json().state;
  while ((await state()) === 'running') await new Promise(setImmediate);
  expect(await state()).toBe('done');
  expect((await inspectAt(id, there)).code).toBe('upload-not-found');
});

const inspectAt = async (id: string, by: Person) =>
  (await by.ask('POST', at(`/uploads/${id}/inspection`), {})).json();
