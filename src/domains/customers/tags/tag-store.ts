import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import { type Ending, keepFormer } from './former-tags.ts';

export interface NewTags {
  readonly tags: readonly { readonly personId: number; readonly tag: string }[];
  readonly source: string;
  readonly by: string;
  readonly importId?: number | undefined;
  /** ISO 8601; absent = for good. */
  readonly expiresAt?: string | undefined;
  /** The bulk change that gives it. */
  readonly runId?: number | undefined;
}

/** Longer labels are sentences. */
const LONGEST_TAG = 64;

/**
 * Tags persons. A tag that stands is left as it is, unless it has run out or a later expiry is given; what the other
 * said of it is kept (said-again.ts). Answers the persons that have a tag they had not, or have it for longer.
 */
export async function insertTags(tx: Tx, shopId: number, tagging: NewTags): Promise<number[]> {
  const rows = tagging.tags
    .map(({ personId, tag }) => ({ person: personId, tag: tag.normalize('NFKC').trim() }))
    .filter(({ tag }) => tag !== '' && tag.length <= LONGEST_TAG);
  const distinct = [...new Map(rows.map((row) => [`${row.person} ${row.tag}`, row])).values()];
  if (distinct.length === 0) return [];
  const { source, by, importId, expiresAt } = tagging;
  const { rows: made } = await sql<{ person: number; tag: string }>`
    insert into customers.tags (shop_id, person_id, tag, source, added_by, expires_at, import_id)
    select ${shopId}::int, r.person, r.tag, ${source}::text, ${by}::text, ${expiresAt ?? null}::timestamptz,
      ${importId ?? null}::bigint
    from ${asRows(distinct)} order by 2, 3
    on conflict (shop_id, person_id, tag) do nothing
    returning person_id as person, tag`.execute(tx);
  const fresh = new Set(made.map((row) => `${row.person} ${row.tag}`));
  const standing = distinct.filter((row) => !fresh.has(`${row.person} ${row.tag}`));
  const longer = await tagAgain(tx, shopId, { tagging, rows: standing });
  return [...made.map((row) => row.person), ...longer];
}

interface TagRow {
  readonly person: number;
  readonly tag: string;
}

const asRows = (rows: readonly TagRow[]) =>
  sql`json_to_recordset(${JSON.stringify(rows)}::json) as r(person int, tag text)`;

/** The one of two sayings that holds longer stands, or the first; the other one's, if an undo could need it, is noted. */
async function tagAgain(
  tx: Tx,
  shopId: number,
  { tagging, rows }: { tagging: NewTags; rows: readonly TagRow[] },
): Promise<number[]> {
  if (rows.length === 0) return [];
  const { source, by, importId, expiresAt, runId } = tagging;
  const { rows: longer } = await sql<{ person_id: number }>`
    with said as (select ${source}::text as source, ${by}::text as added_by, now() as added_at,
      ${expiresAt ?? null}::timestamptz as expires_at, ${importId ?? null}::bigint as import_id),
    held as (
      select t.* from customers.tags t join ${asRows(rows)} on t.person_id = r.person and t.tag = r.tag
      where t.shop_id = ${shopId} order by t.person_id, t.tag for update of t),
    judged as (
      select held.*, held.expires_at < coalesce(said.expires_at, 'infinity') as beaten,
        held.import_id is not distinct from said.import_id as ours
      from held, said),
    noted as (
      insert into customers.said_again as s (shop_id, kind, person_id, key, import_id, said)
      select j.shop_id, 'tag', j.person_id, j.tag, coalesce(l.import_id, 0),
        to_jsonb(l) - 'import_id'
      from judged j cross join said n
      cross join lateral (select case when j.beaten then j.source else n.source end as source,
        case when j.beaten then j.added_by else n.added_by end as added_by,
        case when j.beaten then j.added_at else n.added_at end as added_at,
        case when j.beaten then j.expires_at else n.expires_at end as expires_at,
        case when j.beaten then j.import_id else n.import_id end as import_id) l
      where not j.ours and (j.beaten is true or j.import_id is not null)
      order by j.person_id, j.tag
      on conflict (shop_id, kind, person_id, key, import_id) do update set said = excluded.said
        where (s.said ->> 'expires_at')::timestamptz
          < coalesce((excluded.said ->> 'expires_at')::timestamptz, 'infinity')),
    ended as (${keepFormer(sql`(select * from judged where beaten and expires_at <= now())`, { by, importId, runId })})
    update customers.tags t
    set expires_at = said.expires_at, source = said.source, added_by = said.added_by, import_id = said.import_id,
      added_at = case when judged.ours then t.added_at else said.added_at end
    from judged, said
    where t.shop_id = ${shopId} and t.person_id = judged.person_id and t.tag = judged.tag and judged.beaten
    returning t.person_id`.execute(tx);
  return longer.map((row) => row.person_id);
}

/** Takes a tag from all persons of some customers, whoever said it; it stays in their history. Answers how many customers had it, and which persons. */
export async function deleteTags(
  tx: Tx,
  shopId: number,
  { customerIds, tag, ...ending }: Ending & { customerIds: readonly number[]; tag: string },
): Promise<{ customers: number; personIds: number[] }> {
  const { rows } = await sql<{ customer_id: number; person_id: number }>`
    with gone as (
      delete from customers.tags t using customers.persons p
      where t.shop_id = ${shopId} and t.tag = ${tag} and p.shop_id = t.shop_id and p.person_id = t.person_id
        and p.customer_id = any(${customerIds}::int[])
      returning p.customer_id, t.*),
    kept as (${keepFormer(sql`gone`, ending)}),
    forgotten as (
      delete from customers.said_again s using gone
      where s.shop_id = ${shopId} and s.kind = 'tag' and s.person_id = gone.person_id and s.key = ${tag})
    select customer_id, person_id from gone`.execute(tx);
  return {
    customers: new Set(rows.map((row) => row.customer_id)).size,
    personIds: rows.map((row) => row.person_id),
  };
}
