import { sql } from 'kysely';
import type { Tx } from '../../../../platform/db/postgres.ts';

/** A shop's own mapping under its name. */
export interface SavedMapping {
  readonly name: string;
  readonly mapping: Record<string, unknown>;
  readonly savedAt: Date;
}

/** Of one shop: each is read at every inspection of a file. */
export const MOST_MAPPINGS = 100;

const columns = sql`name, mapping, saved_at as "savedAt"`;

export async function listMappings(tx: Tx, shopId: number): Promise<SavedMapping[]> {
  const { rows } = await sql<SavedMapping>`
    select ${columns} from ingest.mappings where shop_id = ${shopId} order by name`.execute(tx);
  return rows;
}

export async function findMapping(tx: Tx, shopId: number, name: string): Promise<SavedMapping | undefined> {
  const { rows } = await sql<SavedMapping>`
    select ${columns} from ingest.mappings where shop_id = ${shopId} and name = ${name}`.execute(tx);
  return rows[0];
}

interface Saving extends SavedMapping {
  readonly savedBy: string;
}

/** False where the name is taken, or the shop has as many as it may. */
export async function insertMapping(tx: Tx, shopId: number, it: Saving): Promise<boolean> {
  const { rows } = await sql`
    insert into ingest.mappings (shop_id, name, mapping, saved_by, saved_at)
    select ${shopId}, ${it.name}, ${JSON.stringify(it.mapping)}::jsonb, ${it.savedBy}, ${it.savedAt}::timestamptz
    where (select count(*) from ingest.mappings where shop_id = ${shopId}) < ${MOST_MAPPINGS}
    on conflict (shop_id, name) do nothing returning name`.execute(tx);
  return rows.length > 0;
}

/** False where there is none of this name. */
export async function changeMapping(tx: Tx, shopId: number, it: Saving): Promise<boolean> {
  const { rows } = await sql`
    update ingest.mappings set mapping = ${JSON.stringify(it.mapping)}::jsonb, saved_by = ${it.savedBy},
      saved_at = ${it.savedAt}
    where shop_id = ${shopId} and name = ${it.name} returning name`.execute(tx);
  return rows.length > 0;
}

export type Renamed = 'renamed' | 'missing' | 'taken';

/** Under another name, which stands in the mapping too. Imports that ran by it keep the name they ran under. */
export async function renameMapping(
  tx: Tx,
  shopId: number,
  { name, to }: { readonly name: string; readonly to: string },
): Promise<Renamed> {
  const { rows } = await sql`
    update ingest.mappings m set name = ${to}, mapping = jsonb_set(mapping, '{name}', to_jsonb(${to}::text))
    where shop_id = ${shopId} and name = ${name} and not exists (
      select 1 from ingest.mappings o where o.shop_id = ${shopId} and o.name = ${to} and ${to} <> ${name})
    returning name`.execute(tx);
  if (rows.length > 0) return 'renamed';
  return (await findMapping(tx, shopId, name)) === undefined ? 'missing' : 'taken';
}

export async function deleteMapping(tx: Tx, shopId: number, name: string): Promise<boolean> {
  const { rows } = await sql`
    delete from ingest.mappings where shop_id = ${shopId} and name = ${name} returning name`.execute(tx);
  return rows.length > 0;
}
