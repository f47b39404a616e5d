import { sql } from 'kysely';
import type { NewSavedView } from '../../../contract/desk.ts';
import type { Tx } from '../../../platform/db/postgres.ts';

/** One member of staff (or a key) in a shop. */
export interface Desk {
  readonly shopId: number;
  readonly staff: string;
}

export async function readSettings(tx: Tx, { shopId, staff }: Desk): Promise<Record<string, unknown>> {
  const { rows } = await sql<{ name: string; value: unknown }>`
    select name, value from reports.staff_settings where shop_id = ${shopId} and staff = ${staff}`.execute(
    tx,
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

/** Settings a member of staff may have: far more than screens, far fewer than would be a store of their own. */
const MOST_SETTINGS = 100;

/** False when there are too many already. */
export async function writeSetting(tx: Tx, { shopId, staff }: Desk, it: { name: string; value: unknown }) {
  const { rows } = await sql`
    insert into reports.staff_settings (shop_id, staff, name, value)
    select ${shopId}, ${staff}, ${it.name}, ${JSON.stringify(it.value ?? null)}::jsonb
    where (select count(*) from reports.staff_settings
      where shop_id = ${shopId} and staff = ${staff} and name <> ${it.name}) < ${MOST_SETTINGS}
    on conflict (shop_id, staff, name) do update set value = excluded.value, changed_at = now()
    returning name`.execute(tx);
  return rows.length > 0;
}

export interface ViewRow {
  readonly viewId: number;
  readonly page: string;
  readonly name: string;
  readonly query: string;
  readonly shared: boolean;
  readonly own: boolean;
}

/** Their own and those shared in the shop, by name. */
export async function readViews(tx: Tx, { shopId, staff }: Desk): Promise<ViewRow[]> {
  const { rows } = await sql<ViewRow>`
    select view_id as "viewId", page, name, query, shared, staff = ${staff} as own from reports.saved_views
    where shop_id = ${shopId} and (staff = ${staff} or shared)
    order by page, name, view_id limit 500`.execute(tx);
  return rows;
}

/** A name said again is that view anew. */
export async function writeView(tx: Tx, { shopId, staff }: Desk, it: NewSavedView): Promise<void> {
  await sql`
    insert into reports.saved_views (shop_id, staff, page, name, query, shared)
    values (${shopId}, ${staff}, ${it.page}, ${it.name}, ${it.query}, ${it.shared})
    on conflict (shop_id, staff, page, name)
      do update set query = excluded.query, shared = excluded.shared, saved_at = now()`.execute(tx);
}

/** One of their own; false when it is not. */
export async function deleteView(tx: Tx, { shopId, staff }: Desk, viewId: number): Promise<boolean> {
  const { rows } = await sql`
    delete from reports.saved_views where shop_id = ${shopId} and view_id = ${viewId} and staff = ${staff}
    returning view_id`.execute(tx);
  return rows.length > 0;
}
