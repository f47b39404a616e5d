import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { complianceHandlers } from '../../src/compliance-handlers.ts';
import { erasePerson, previewErasure } from '../../src/domains/compliance/index.ts';
import { readDictionary } from '../../src/domains/customers/index.ts';
import { registerMirrors } from '../../src/mirrors.ts';
import { placeOf, rowIdOf } from '../../src/platform/crypto/reseal.ts';
import { openPool } from '../../src/platform/db/pool.ts';
import { type Db, withShop } from '../../src/platform/db/postgres.ts';
import { orThrow } from '../../src/platform/errors.ts';
import { protectedColumns } from '../../src/protected-columns.ts';
import { openWorld, type World } from '../world.ts';

/**
 * No table is forgotten by an erasure: every one of either store, those of later migrations too, gets a row of somebody
 * and one of their neighbour, made of the catalogue alone; the first goes, or is nobody's, and the other stays.
 */

const [SOMEBODY, NEIGHBOUR] = [1, 3];
/** Columns that point at a person. */
const pointing = ['person_id', 'customer_id', 'person_a', 'person_b', 'person_ids'];
/** In ClickHouse; PostgreSQL has their number under that name. */
const pointingCounted = [...pointing, 'members'];
/** What stays by law: that they were erased, and what they asked (docs/decisions/0080). */
const stays = ['compliance.erasures', 'compliance.requests', 'compliance.standings'];

/** Members of segments are counted anew by an erasure, and of a row that says nothing they are none. */
const countedAnew = ['clickhouse segment_members'];

let world: World;
let admin: Db;
let shopId: number;
beforeAll(async () => {
  world = await openWorld();
  registerMirrors(world.platform);
  admin = openPool(world.adminUrl, { max: 1 });
  ({ shopId } = await world.shop());
});
afterAll(async () => {
  await admin.destroy();
  await world.close();
});

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly isNeeded: boolean;
  readonly isIdentity: boolean;
}

/** Columns of all tables of shops but the platform's own, the log of acts, and what a shop sets for itself. */
async function readColumns(): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select table_schema || '.' || table_name as table, column_name as name, udt_name as type,
      is_identity = 'YES' or (is_nullable = 'NO' and column_default is null) as "isNeeded",
      is_identity = 'YES' as "isIdentity"
    from information_schema.columns c
    where is_generated = 'NEVER' and table_schema not in ('platform', 'auth', 'pg_catalog', 'information_schema')
      and table_name not in ('audit_log', 'audit_heads', 'dictionary', 'retention_runs')
      and exists (select from information_schema.columns s where s.table_schema = c.table_schema
        and s.table_name = c.table_name and s.column_name = 'shop_id')
    order by 1, ordinal_position`.execute(admin);
  return rows;
}

/** A value of the type that belongs to the nth person alone. */
const values: Readonly<Record<string, (n: number) => string>> = {
  ...{ int2: String, int4: String, int8: String, numeric: String, float8: String },
  text: (n) => `t${n}`,
  uuid: (n) => `00000000-0000-0000-0000-00000000000${n}`,
  bool: () => 'false',
  bytea: (n) => `\\x0${n}`,
  jsonb: () => '{}',
  json: () => '{}',
  date: (n) => `2026-01-0${n}`,
  timestamptz: (n) => `2026-01-0${n}T00:00:00Z`,
  ...{ _int4: (n) => `{${n}}`, _int8: (n) => `{${n}}`, _float4: (n) => `{${n}}`, _text: () => '{}' },
};

/** A row of the nth person in every table. Conditions and foreign keys are put aside: the rows say nothing. */
async function fillPostgres(columns: readonly Column[], n: number): Promise<void> {
  for (const [table, all] of Map.groupBy(columns, (it) => it.table)) {
    const needed = all.filter(({ isNeeded, name }) => isNeeded || pointing.includes(name));
    const told = needed.map(({ name, type }) => (name === 'shop_id' ? String(shopId) : values[type]!(n)));
    await sql`insert into ${sql.table(table)} (${sql.join(needed.map(({ name }) => sql.ref(name)))})
      overriding system value values (${sql.join(told)}) on conflict do nothing`.execute(admin);
  }
}

/** Numbers that are drawn go on behind those of the rows. */
async function drawBehind(columns: readonly Column[]): Promise<void> {
  for (const { table, name } of columns.filter((it) => it.isIdentity))
    await sql`select setval(pg_get_serial_sequence(${table}, ${name}), 1000)`.execute(admin);
}

/** Sealed columns hold values that open, as everywhere. */
async function sealAll(): Promise<void> {
  const { db, keyring } = world.platform;
  const keys = await keyring.forShop(shopId);
  const { sealed } = protectedColumns(await withShop(db, shopId, (tx) => readDictionary(tx, shopId)));
  for (const column of sealed) {
    const id = rowIdOf(column);
    const { rows } = await sql<{ id: string }>`select ${id} as id from ${sql.table(column.table)}
      where shop_id = ${shopId} and ${sql.ref(column.column)} is not null`.execute(admin);
    for (const row of rows)
      await sql`update ${sql.table(column.table)} set ${sql.ref(column.column)} =
        ${keys.seal(placeOf(shopId, column, row.id), '{}')} where shop_id = ${shopId} and ${id} = ${row.id}`.execute(
        admin,
      );
  }
}

async function putConditionsAside(columns: readonly Column[]): Promise<void> {
  await sql`set session_replication_role = replica`.execute(admin);
  for (const table of new Set(columns.map((it) => it.table))) {
    const { rows } = await sql<{ name: string }>`
      select conname as name from pg_constraint where conrelid = ${table}::regclass and contype = 'c'`.execute(
      admin,
    );
    for (const { name } of rows)
      await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(admin);
  }
}

/** Tables of PostgreSQL with rows that point at the nth person. */
async function heldInPostgres(columns: readonly Column[], n: number): Promise<string[]> {
  const held: string[] = [];
  for (const [table, all] of Map.groupBy(columns, (it) => it.table)) {
    const own = all.filter(({ name }) => pointing.includes(name));
    const points = own.map(({ name, type }) =>
      type.startsWith('_') ? sql`${n} = any(${sql.ref(name)})` : sql`${sql.ref(name)} = ${n}`,
    );
    if (points.length === 0) continue;
    const { rows } = await sql`select from ${sql.table(table)}
      where shop_id = ${shopId} and (${sql.join(points, sql` or `)}) limit 1`.execute(admin);
    if (rows.length > 0) held.push(table);
  }
  return held;
}

interface Counted {
  readonly table: string;
  readonly names: readonly string[];
}

const readCounted = (): Promise<Counted[]> =>
  world.platform.clickhouse.inspect<Counted>(`SELECT table, groupArray(name) AS names FROM system.columns
    WHERE database = currentDatabase() AND table IN (SELECT name FROM system.tables
      WHERE database = currentDatabase() AND engine LIKE '%MergeTree')
    GROUP BY table HAVING has(names, 'shop_id') AND hasAny(names, ${JSON.stringify(pointingCounted).replaceAll('"', "'")}) ORDER BY table`);

async function fillClickHouse(counted: readonly Counted[], n: number): Promise<void> {
  for (const { table, names } of counted) {
    const own = names
      .filter((it) => pointingCounted.includes(it))
      .map((it) => [it, it === 'members' ? [n] : n]);
    await world.platform.clickhouse.insert(table, [{ shop_id: shopId, ...Object.fromEntries(own) }]);
  }
}

async function heldInClickHouse(counted: readonly Counted[], n: number): Promise<string[]> {
  const held: string[] = [];
  for (const { table, names } of counted) {
    const own = names.filter((it) => pointingCounted.includes(it));
    const points = own.map((it) => (it === 'members' ? `has(members, {n:UInt32})` : `${it} = {n:UInt32}`));
    const question = `SELECT count() AS n FROM ${table} WHERE shop_id = {shop:UInt32} AND (${points.join(' OR ')}) SETTINGS final = 0`;
    const [row] = await world.platform.clickhouse.query<{ n: string }>({
      sql: question,
      shopId,
      params: { n },
    });
    if (row!.n !== '0') held.push(`clickhouse ${table}`);
  }
  return held;
}

it('leaves no row of somebody in any table, and the rows of their neighbour in all', async () => {
  const { platform } = world;
  const columns = await readColumns();
  const counted = await readCounted();
  await putConditionsAside(columns);
  for (const n of [SOMEBODY, NEIGHBOUR]) {
    await fillPostgres(columns, n);
    await fillClickHouse(counted, n);
  }
  await drawBehind(columns);
  await sealAll();
  const held = async (n: number) => [
    ...(await heldInPostgres(columns, n)),
    ...(await heldInClickHouse(counted, n)),
  ];
  const before = await held(NEIGHBOUR);
  expect(await held(SOMEBODY)).toEqual(before);
  expect(before.length).toBeGreaterThan(50);
  const whose = { shopId, customerId: SOMEBODY };
  const { confirmation } = orThrow(await previewErasure(platform, complianceHandlers, whose));
  const order = { ...whose, confirmation, reason: '本人要求删除', actor: 'user:1' };
  orThrow(await erasePerson(platform, complianceHandlers, order));
  expect((await held(SOMEBODY)).filter((it) => !stays.includes(it))).toEqual([]);
  const left = await held(NEIGHBOUR);
  expect(before.filter((it) => !left.includes(it))).toEqual(countedAnew);
});
