import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';

export interface NewTags {
  readonly tags: readonly { readonly personId: number; readonly tag: string }[];
  readonly source: string;
  readonly by: string;
  readonly importId?: number | undefined;
  /** ISO 8601; absent = for good. */
  readonly expiresAt?: string | undefined;
}

/** Longer labels are sentences. */
const LONGEST_TAG = 64;

/**
 * Tags persons. A tag that stands is left as it is, unless it has run out or a later expiry is given. Answers the
 * persons that have a tag they had not, or have it for longer.
 */
export async function insertTags(
  tx: Tx,
  shopId: number,
  { tags, source, by, importId, expiresAt }: NewTags,
): Promise<number[]> {
  const rows = tags
    .map(({ personId, tag }) => ({ person: personId, tag: tag.normalize('NFKC').trim() }))
    .filter(({ tag }) => tag !== '' && tag.length <= LONGEST_TAG);
  if (rows.length === 0) return [];
  const { rows: changed } = await sql<{ person_id: number }>`
    insert into customers.tags as t (shop_id, person_id, tag, source, added_by, expires_at, import_id)
    select distinct ${shopId}::int, r.person, r.tag, ${source}::text, ${by}::text, ${expiresAt ?? null}::timestamptz,
      ${importId ?? null}::bigint
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(person int, tag text)
    order by 2, 3
    on conflict (shop_id, person_id, tag) do update
      set expires_at = excluded.expires_at, source = excluded.source, added_by = excluded.added_by
      where t.expires_at < coalesce(excluded.expires_at, 'infinity')
    returning t.person_id`.execute(tx);
  return changed.map((row) => row.person_id);
}

/** Takes a tag from all persons of some customers. Answers how many customers had it. */
export async function deleteTags(
  tx: Tx,
  shopId: number,
  { customerIds, tag }: { customerIds: readonly number[]; tag: string },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with gone as (
      delete from customers.tags t using customers.persons p
      where t.shop_id = ${shopId} and t.tag = ${tag} and p.shop_id = t.shop_id and p.person_id = t.person_id
        and p.customer_id = any(${customerIds}::int[])
      returning p.customer_id)
    select count(distinct customer_id)::int as count from gone`.execute(tx);
  return rows[0]!.count;
}
