import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';

/** Charts and dashboards: what both are, somebody's own or shared within the shop. */

export type Kind = 'chart' | 'dashboard';

const tables = {
  chart: { table: sql`analytics.charts`, id: sql`chart_id`, more: sql`, view` },
  dashboard: { table: sql`analytics.dashboards`, id: sql`dashboard_id`, more: sql`` },
} as const;

export interface Saved {
  readonly id: number;
  readonly title: string;
  /** `user:<id>` or `key:<id>`. */
  readonly madeBy: string;
  readonly isShared: boolean;
  readonly version: number;
  readonly changedAt: Date;
  /** Of a chart, as it was stored: to be checked before it is used. */
  readonly view?: unknown;
}

/** Who looks: sees what is their own or shared, changes what is their own, and shared ones where they manage the shop. */
export interface Viewer {
  readonly shopId: number;
  readonly actor: string;
  readonly manages: boolean;
}

/** Of one shop: each is in every list. */
export const most = { chart: 500, dashboard: 100 } as const;

const columnsOf = (
  kind: Kind,
): RawBuilder<unknown> => sql`${tables[kind].id} as id, title, made_by as "madeBy",
  is_shared as "isShared", version, changed_at as "changedAt"${tables[kind].more}`;

const seenBy = ({ shopId, actor }: Viewer): RawBuilder<unknown> =>
  sql`shop_id = ${shopId} and (is_shared or made_by = ${actor})`;

/** Own or shared, by title. */
export async function listSaved(tx: Tx, kind: Kind, viewer: Viewer): Promise<Saved[]> {
  const { table, id } = tables[kind];
  const { rows } = await sql<Saved>`
    select ${columnsOf(kind)} from ${table} where ${seenBy(viewer)} order by title, ${id}`.execute(tx);
  return rows;
}

/** Those of these ids that the viewer may see. */
export async function findSaved(
  tx: Tx,
  viewer: Viewer,
  { kind, ids }: { kind: Kind; ids: readonly number[] },
): Promise<Saved[]> {
  const { table, id } = tables[kind];
  const { rows } = await sql<Saved>`
    select ${columnsOf(kind)} from ${table} where ${seenBy(viewer)} and ${id} = any(${[...ids]}::bigint[])`.execute(
    tx,
  );
  return rows;
}

export interface Saving {
  readonly kind: Kind;
  readonly title: string;
  readonly view?: unknown;
  readonly now: Date;
}

/** Undefined where the shop has as many as it may. */
export async function insertSaved(tx: Tx, viewer: Viewer, it: Saving): Promise<Saved | undefined> {
  const { table, more } = tables[it.kind];
  const view = it.kind === 'chart' ? sql`, ${JSON.stringify(it.view)}::jsonb` : sql``;
  const { rows } = await sql<Saved>`
    insert into ${table} (shop_id, title, made_by, changed_at${more})
    select ${viewer.shopId}, ${it.title}, ${viewer.actor}, ${it.now}::timestamptz${view}
    where (select count(*) from ${table} where shop_id = ${viewer.shopId}) < ${most[it.kind]}
    returning ${columnsOf(it.kind)}`.execute(tx);
  return rows[0];
}

export interface Which {
  readonly kind: Kind;
  readonly id: number;
}

export interface Changing extends Which {
  readonly version: number;
  readonly title: string | undefined;
  readonly isShared: boolean | undefined;
  readonly view?: unknown;
  readonly now: Date;
}

const changeableBy = ({ shopId, actor, manages }: Viewer): RawBuilder<unknown> =>
  sql`shop_id = ${shopId} and (made_by = ${actor} or (is_shared and ${manages}::boolean))`;

/** Changes what is told, if the viewer may and nobody changed it meanwhile; undefined otherwise. */
export async function changeSaved(tx: Tx, viewer: Viewer, it: Changing): Promise<Saved | undefined> {
  const { table, id } = tables[it.kind];
  const view = it.view === undefined ? sql`` : sql`view = ${JSON.stringify(it.view)}::jsonb,`;
  const { rows } = await sql<Saved>`
    update ${table} set ${view} title = coalesce(${it.title ?? null}::text, title),
      is_shared = coalesce(${it.isShared ?? null}::boolean, is_shared), version = version + 1, changed_at = ${it.now}
    where ${changeableBy(viewer)} and ${id} = ${it.id} and version = ${it.version}
    returning ${columnsOf(it.kind)}`.execute(tx);
  return rows[0];
}

/** What was deleted; undefined where there is none the viewer may delete. */
export async function deleteSaved(tx: Tx, viewer: Viewer, { kind, id }: Which): Promise<Saved | undefined> {
  const { table, id: key } = tables[kind];
  const { rows } = await sql<Saved>`
    delete from ${table} where ${changeableBy(viewer)} and ${key} = ${id} returning ${columnsOf(kind)}`.execute(
    tx,
  );
  return rows[0];
}
