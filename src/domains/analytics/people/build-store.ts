import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import { kept } from './build-rules.ts';

/** A build of a shop's people that stands whole in its slot. */
export interface Build {
  readonly slot: number;
  readonly build: number;
  /** Shop day. */
  readonly asOf: string;
  readonly dataMark: string;
  readonly medians: Medians;
  readonly people: number;
  readonly builtAt: Date;
  readonly tookMs: number;
}

/** Null without buyers. */
export interface Medians {
  readonly frequency: number;
  /** Minor units. */
  readonly amount: number;
}

const columns = sql`slot, build, as_of as "asOf", data_mark as "dataMark", scale as medians, people,
  built_at as "builtAt", took_ms as "tookMs"`;

export async function readBuilds(tx: Tx, shopId: number): Promise<Build[]> {
  const { rows } = await sql<Build>`${prepared}
    select ${columns} from analytics.people_builds where shop_id = ${shopId} order by build desc`.execute(tx);
  return rows;
}

/** First half of the advisory lock of a shop's builds ('peop' in ASCII); the second half is the shop. */
export const buildLock = 0x70656f70;

/** One builder at a time in a shop, over all processes, until the transaction ends. */
export async function lockBuilds(tx: Tx, shopId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${buildLock}::integer, ${shopId}::integer)`.execute(tx);
}

export async function nextBuild(tx: Tx): Promise<number> {
  const { rows } = await sql<{ build: number }>`select nextval('platform.row_version') as build`.execute(tx);
  return rows[0]!.build;
}

/** Puts a build in the place of the one of its day; of other days the oldest give way. */
export async function writeBuild(tx: Tx, shopId: number, it: Build): Promise<void> {
  await sql`delete from analytics.people_builds where shop_id = ${shopId} and as_of = ${it.asOf}::date`.execute(
    tx,
  );
  await sql`
    insert into analytics.people_builds (shop_id, slot, build, as_of, data_mark, scale, people, built_at, took_ms)
    values (${shopId}, ${it.slot}, ${it.build}, ${it.asOf}::date, ${it.dataMark}, ${JSON.stringify(it.medians)}::jsonb,
      ${it.people}, ${it.builtAt}, ${it.tookMs})`.execute(tx);
  await sql`
    delete from analytics.people_builds where shop_id = ${shopId} and build not in (
      select build from analytics.people_builds where shop_id = ${shopId} order by build desc limit ${kept})`.execute(
    tx,
  );
}

export async function dropBuilds(tx: Tx, shopId: number): Promise<void> {
  await sql`delete from analytics.people_builds where shop_id = ${shopId}`.execute(tx);
}
