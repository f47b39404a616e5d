import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';

/** Whether anybody was ever erased in this shop: it costs nothing to ask, and nobody to be asked about is the rule. */
export async function hasTombstones(tx: Tx, shopId: number): Promise<boolean> {
  const { rows } = await sql`select from compliance.tombstones where shop_id = ${shopId} limit 1`.execute(tx);
  return rows.length > 0;
}

/** Until when facts about these fingerprints (hex) are those of somebody erased; others are left out. */
export async function readTombstones(
  tx: Tx,
  shopId: number,
  fingerprints: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ fingerprint: string; erased_at: Date }>`
    select encode(fingerprint, 'hex') as fingerprint, erased_at from compliance.tombstones
    where shop_id = ${shopId} and fingerprint = any(array(
      select decode(x, 'hex') from json_array_elements_text(${JSON.stringify(fingerprints)}::json) x))`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.fingerprint, row.erased_at.toISOString()]));
}

/** One written twice keeps the later time. */
export async function writeTombstones(
  tx: Tx,
  shopId: number,
  { fingerprints, erasedAt }: { readonly fingerprints: readonly string[]; readonly erasedAt: string },
): Promise<void> {
  await sql`
    insert into compliance.tombstones (shop_id, fingerprint, erased_at)
    select distinct ${shopId}::int, decode(x, 'hex'), ${erasedAt}::timestamptz
    from json_array_elements_text(${JSON.stringify(fingerprints)}::json) x
    on conflict (shop_id, fingerprint) do update set
      erased_at = greatest(compliance.tombstones.erased_at, excluded.erased_at)`.execute(tx);
}

export async function deleteTombstones(
  tx: Tx,
  shopId: number,
  fingerprints: readonly string[],
): Promise<void> {
  await sql`
    delete from compliance.tombstones where shop_id = ${shopId} and fingerprint = any(array(
      select decode(x, 'hex') from json_array_elements_text(${JSON.stringify(fingerprints)}::json) x))`.execute(
    tx,
  );
}
