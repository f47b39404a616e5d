import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { mergeCustomers } from './identity/merge-customers.ts';
import { splitCustomer } from './identity/unmerge-customers.ts';
import { registerCustomerMirror } from './mirror-customers.ts';
import { writeNote } from './profiles/note-store.ts';
import { storeProfiles } from './profiles/store-profiles.ts';
import { claim, openShop, phone, type ShopFixture, testContext, user } from './shop-fixture.ts';
import { unmask } from './unmask.ts';

/** Values no program makes by itself: wherever one of them turns up, a personal field got out. */
const planted = {
  phone: '13871937193',
  email: 'planted.mark@example.org',
  name: '栽种标记',
  address: '杭州市西湖区栽种路 7193 号',
  idNumber: '330106199001027193',
  wechat: 'wxid_planted7193',
  birthday: '1987-09-13',
  note: '备注栽种标记',
  maskedName: '栽**',
};
const marks = [...Object.values(planted), '7193719', 'planted.mark', '栽种'];

let world: World;
let shop: ShopFixture;
const logged: string[] = [];
const errors: string[] = [];

beforeAll(async () => {
  world = await openWorld({ log: pino({ level: 'trace' }, { write: (line: string) => logged.push(line) }) });
  registerCustomerMirror(world.platform.mirror);
  shop = await openShop(world);
  await plant();
});
afterAll(() => world.close());

async function plant(): Promise<void> {
  const { shopId, keys, inShop } = shop;
  const weak = { maskedName: planted.maskedName, maskedPhone: '138****7193', district: '西湖区' };
  const eMail = { channel: 'web', kind: 'e-mail', value: planted.email } as const;
  await shop.resolve({ ...claim(user(planted.email), phone(planted.phone)), weak }, claim(eMail));
  const traits = {
    ...{ name: planted.name, phone: planted.phone, email: planted.email, address: planted.address },
    ...{ 'id-number': planted.idNumber, 'wechat-id': planted.wechat, birthday: planted.birthday },
    ...{ unheardOf: planted.phone, province: '浙江省' },
  };
  for (const at of ['2026-01-03T00:00:00Z', '2026-01-04T00:00:00Z'])
    await inShop((tx) =>
      storeProfiles(
        tx,
        keys,
        shopId,
        [{ personId: 1, at, traits: { ...traits, name: `${planted.name}${at}` } }],
        testContext,
      ),
    );
  const now = world.clock.now();
  await inShop((tx) => writeNote(tx, { keys, shopId, customerId: 1, body: planted.note, actor: 'cli', now }));
  await inShop((tx) => mergeCustomers(tx, { shopId, customerIds: [1, 3], by: 'cli' }));
  await inShop((tx) => splitCustomer(tx, { shopId, customerId: 1, persons: [3], by: 'cli' }));
  const asked = { fields: ['phone', 'name'], reason: 'a test looks', actor: 'cli' };
  await inShop((tx) => unmask(tx, { keys, shopId, customerId: 1, now, ...asked }));
  await world.platform.mirror.payOff(shopId);
  await fail();
}

/** What goes wrong must not tell either. */
async function fail(): Promise<void> {
  const { keys, shopId, inShop } = shop;
  const place = { shopId, table: 'customers.traits', column: 'value_sealed', rowId: planted.phone };
  const profile = { personId: 4711, at: '2026-01-03T00:00:00Z', traits: { phone: planted.phone } };
  const attempts = [
    async () => keys.open({ ...place, rowId: '1' }, keys.seal(place, planted.name)),
    () => inShop((tx) => storeProfiles(tx, keys, shopId, [profile], testContext)),
    () => shop.resolve({ ...claim(phone(planted.phone)), at: 'not a time' }),
  ];
  for (const attempt of attempts) {
    const error = await attempt().then(
      () => expect.unreachable(),
      (it: Error) => it,
    );
    errors.push(JSON.stringify(error, Object.getOwnPropertyNames(error)));
    world.platform.log.error({ err: error }, 'planted');
  }
}

const findMarks = (text: string) =>
  marks.filter((mark) => text.includes(mark) || text.includes(Buffer.from(mark).toString('hex')));

describe('planted personal values', () => {
  it('are in no table of ClickHouse', async () => {
    const { clickhouse } = world.platform;
    const tables = await clickhouse.inspect<{ table: string }>(
      "SELECT DISTINCT table FROM system.columns WHERE name = 'shop_id' AND database = currentDatabase()",
    );
    const sql = (table: string) => `SELECT * FROM ${table} WHERE shop_id = {shop:UInt32}`;
    const rows = await Promise.all(
      tables.map(({ table }) => clickhouse.query({ sql: sql(table), shopId: shop.shopId })),
    );
    expect(rows[tables.findIndex(({ table }) => table === 'persons')]).toHaveLength(3);
    expect(findMarks(JSON.stringify(rows))).toEqual([]);
  });

  it('are in no file of the data directory', () => {
    const { dataDir } = world.platform.config;
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((it) => it.isFile());
    expect(files.length).toBeGreaterThan(10);
    for (const file of files)
      expect(findMarks(readFileSync(join(file.parentPath, file.name)).toString('utf8')), file.name).toEqual(
        [],
      );
  });

  it('are in no table of PostgreSQL in clear', async () => {
    const admin = new pg.Client({ connectionString: world.adminUrl });
    await admin.connect();
    const tables = await admin.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname in ('customers', 'compliance', 'platform', 'orders', 'products', 'ingest')`,
    );
    let rows = 0;
    for (const { name } of tables.rows) {
      const found = await admin.query<{ text: string }>(`select to_jsonb(t)::text as text from ${name} t`);
      rows += found.rows.length;
      expect(findMarks(found.rows.map((row) => row.text).join('\n')), name).toEqual([]);
    }
    await admin.end();
    expect(rows).toBeGreaterThan(20);
  });

  it('are in no log line and no error', () => {
    expect(logged.length).toBeGreaterThan(0);
    expect(errors).toHaveLength(3);
    expect(findMarks(logged.join('\n'))).toEqual([]);
    expect(findMarks(errors.join('\n'))).toEqual([]);
  });
});
