import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { resolvePersons } from '../../src/domains/customers/index.ts';
import { registerMirrors } from '../../src/mirrors.ts';
import { createShop } from '../../src/platform/auth/index.ts';
import { backUp, restore } from '../../src/platform/backup/index.ts';
import { migrateClickHouse } from '../../src/platform/clickhouse/migrate.ts';
import { holdMasterKeys } from '../../src/platform/crypto/master-keys.ts';
import { readRootKey } from '../../src/platform/crypto/root-key.ts';
import { goldenPostgresSchema } from '../../src/platform/db/golden-schema.ts';
import { migratePostgres } from '../../src/platform/db/migrate.ts';
import { withShop } from '../../src/platform/db/postgres.ts';
import { rolePasswords } from '../../src/platform/db/roles.ts';
import { orThrow } from '../../src/platform/errors.ts';
import {
  analyticsMigrations,
  assemble,
  openPlatform,
  reachAnalytics,
} from '../../src/platform/open-platform.ts';
import { openPools, postgresMigrations } from '../../src/platform/open-postgres.ts';
import { type EmptyPlace, openEmptyPlace } from '../empty-place.ts';
import { openWorld } from '../world.ts';

/** An archive outlives the program that wrote it: one of an older version goes on in this one, one of a newer is refused. */

const [oldPostgres, oldClickHouse] = ['0010_tracking.sql', '0002_event_regions.sql'];
const log = pino({ level: 'silent' });
const clock = { now: () => new Date('2026-01-15T04:00:00Z') };
let folder: string;
let schema: string;
const places: EmptyPlace[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shuke-versions-'));
  const world = await openWorld();
  await copyFile(world.platform.config.masterKeyFile, join(folder, 'master.key'));
  schema = await inDatabase(world.adminUrl, goldenPostgresSchema);
  // A process has one chDB at a time.
  await world.close();
});
afterAll(async () => {
  for (const place of places) await place.remove();
  await rm(folder, { recursive: true, force: true });
});

async function place(): Promise<EmptyPlace> {
  const made = await openEmptyPlace(join(folder, 'master.key'));
  places.push(made);
  return made;
}

async function inDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

/** An installation as a program of long ago left it, with one shop, one person, one event and ties. */
async function oldInstallation() {
  const { config, adminUrl } = await place();
  const root = await readRootKey(config);
  // The columns that say which key wraps are newer than this installation.
  const masterKeys = { ...holdMasterKeys(config, [root]), toWrap: async () => root.kms };
  const options = { rolePasswords: rolePasswords(root.secretKey), until: oldPostgres };
  orThrow(await migratePostgres(config.postgresUrl!, postgresMigrations, options));
  const clickhouse = await reachAnalytics(config, log);
  orThrow(await migrateClickHouse(clickhouse, analyticsMigrations, { until: oldClickHouse }));
  const postgres = openPools(() => config.postgresUrl!, { keys: masterKeys, log });
  const platform = assemble({ config, keys: masterKeys, log, clock, postgres, clickhouse });
  registerMirrors(platform);
  const shop = { slug: 'old', name: '老店', currency: 'CNY', timeZone: 'Asia/Shanghai' };
  const { shopId } = orThrow(await createShop(platform, shop));
  const keys = await platform.keyring.forShop(shopId);
  const claim = { at: AT, identities: [phone] };
  await withShop(platform.db, shopId, (tx) => resolvePersons(tx, keys, shopId, [claim], { source: 'test' }));
  // More than one batch of the mirror holds.
  await withShop(platform.db, shopId, (tx) =>
    sql`insert into customers.ties (shop_id, kind, tie_no, person_id, role, seen_at)
      select ${shopId}, 'group-buy', 'g' || n, 1, 'leader', ${AT}::timestamptz + n * interval '1 minute'
      from generate_series(1, ${OLD_TIES}) n`.execute(tx),
  );
  const event = { shop_id: shopId, person_id: 1, message_id: 'm1', name: 'Product Viewed', channel: 'web' };
  const times = { time: AT, corrected_time: AT, received_at: AT };
  await clickhouse.insert('events', [{ ...event, ...times, properties: '{}' }]);
  return { platform, adminUrl, shopId };
}

const AT = '2026-01-01T00:00:00.000Z';
const OLD_TIES = 2_500;
const phone = { channel: 'taobao', kind: 'phone' as const, value: '13800138000' };
const signal = new AbortController().signal;

async function archiveOf(path: string, change?: string): Promise<number> {
  const { platform, adminUrl, shopId } = await oldInstallation();
  if (change !== undefined) await inDatabase(adminUrl, (client) => client.query(change));
  orThrow(await backUp(platform, { path, program: 'test', signal }));
  await platform.close();
  return shopId;
}

it('an older archive is restored as it was, and goes on at this version', async () => {
  const path = join(folder, 'old.shuke');
  const shopId = await archiveOf(path);
  const { config, adminUrl } = await place();
  const { manifest } = orThrow(await restore({ config, log, path, signal }));
  expect(manifest.postgres.migrations.at(-1)!.file).toBe(oldPostgres);
  expect(manifest.clickhouse.migrations.at(-1)!.file).toBe(oldClickHouse);
  const platform = orThrow(await openPlatform(config, { log, clock }));
  registerMirrors(platform);
  expect(await inDatabase(adminUrl, goldenPostgresSchema)).toBe(schema);
  const [counted] = await platform.clickhouse.query<{ events: string }>({
    sql: 'SELECT count() AS events FROM events WHERE shop_id = {shop:UInt32} AND person_id = 1',
    shopId,
  });
  expect(counted).toEqual({ events: '1' });
  // Known by the same key as before, and mirrored into columns that are new.
  const keys = await platform.keyring.forShop(shopId);
  const claim = { at: '2026-01-02T00:00:00Z', identities: [phone] };
  const again = await withShop(platform.db, shopId, (tx) =>
    resolvePersons(tx, keys, shopId, [claim], { source: 'test' }),
  );
  expect(again).toMatchObject({ personIds: [1], created: 0 });
  expect(await platform.mirror.payOff(shopId)).toBe(true);
  // Ties were not mirrored then: the migration numbers and owes those that were there.
  const [ties] = await platform.clickhouse.query<Record<string, number>>({
    sql: `SELECT toUInt32(count()) AS n, toUInt32(uniqExact(tie_id)) AS numbers, toUInt32(uniqExact(tie_no)) AS named,
        toUInt32(uniqExact(seen_at)) AS times
      FROM ties WHERE shop_id = {shop:UInt32} AND person_id = 1 AND tie_kind = 'group-buy'`,
    shopId,
  });
  expect(ties).toEqual({ n: OLD_TIES, numbers: OLD_TIES, named: OLD_TIES, times: OLD_TIES });
  await platform.close();
});

it.each([
  [
    'newer',
    'archive-newer',
    `insert into platform.schema_migrations (version, file, checksum) values
    (9999, '9999_of_tomorrow.sql', 'x')`,
  ],
  ['another', 'archive-foreign', `update platform.schema_migrations set checksum = 'x' where version = 2`],
])('an archive of %s program is refused before anything is written', async (name, code, change) => {
  const path = join(folder, `${name}.shuke`);
  await archiveOf(path, change);
  const { config, adminUrl } = await place();
  expect(await restore({ config, log, path, signal })).toMatchObject({ ok: false, problem: { code } });
  const schemas = await inDatabase(adminUrl, (client) =>
    client.query(`select from pg_namespace where nspname = 'platform'`),
  );
  expect(schemas.rowCount).toBe(0);
  const platform = orThrow(await openPlatform(config, { log, clock }));
  await platform.close();
});
