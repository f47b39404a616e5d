import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';

/** A kind of fact that several sources may say: its table, and how a row is known and differs by who said it. */
export interface SaidFact {
  readonly kind: 'tag' | 'tie' | 'weak-evidence';
  readonly table: string;
  /** The key of a row `t` among its person's. */
  readonly key: RawBuilder<unknown>;
  /** The columns that tell who said it, set from `heir.said`. */
  readonly set: RawBuilder<unknown>;
}

export const tagFact: SaidFact = {
  kind: 'tag',
  table: 'customers.tags',
  key: sql`t.tag`,
  set: sql`source = heir.said ->> 'source', added_by = heir.said ->> 'added_by',
    added_at = (heir.said ->> 'added_at')::timestamptz, expires_at = (heir.said ->> 'expires_at')::timestamptz`,
};

export const tieFact: SaidFact = {
  kind: 'tie',
  table: 'customers.ties',
  key: sql`t.kind || ' ' || t.role || ' ' || t.tie_no`,
  set: sql`seen_at = (heir.said ->> 'seen_at')::timestamptz`,
};

export const weakFact: SaidFact = {
  kind: 'weak-evidence',
  table: 'customers.weak_evidence',
  key: sql`t.weak_id::text`,
  set: sql`seen_at = (heir.said ->> 'seen_at')::timestamptz`,
};

/**
 * Notes facts that stand by another import and are said again. `again`: a query of the rows (`t.*`) concerned with the
 * time this source saw them (`at`). What stands by live sources is left out: nobody undoes those.
 */
export async function noteSeenAgain(
  tx: Tx,
  fact: SaidFact,
  { again, importId }: { again: RawBuilder<unknown>; importId: number | undefined },
): Promise<void> {
  await sql`
    insert into customers.said_again (shop_id, kind, person_id, key, import_id, said)
    select t.shop_id, ${fact.kind}, t.person_id, ${fact.key}, ${importId ?? 0}::bigint,
      jsonb_build_object('seen_at', t.at)
    from (${again}) t
    where t.import_id is not null and t.import_id <> ${importId ?? 0}::bigint
    order by t.person_id, 4
    on conflict do nothing`.execute(tx);
}

/**
 * Takes an import's facts of one kind from it: to those who said them too, of several the one that holds longest, then
 * the first; the others go. Answers the persons concerned.
 */
export async function passOn(
  tx: Tx,
  fact: SaidFact,
  { shopId, importId }: { shopId: number; importId: number },
): Promise<number[]> {
  const table = sql.table(fact.table);
  await sql`delete from customers.said_again
    where shop_id = ${shopId} and kind = ${fact.kind} and import_id = ${importId}`.execute(tx);
  const passed = await sql<{ person_id: number }>`
    with heir as (
      select distinct on (s.person_id, s.key) s.*
      from ${table} t
      join customers.said_again s on s.shop_id = t.shop_id and s.kind = ${fact.kind} and s.person_id = t.person_id
        and s.key = ${fact.key}
      where t.shop_id = ${shopId} and t.import_id = ${importId}
      order by s.person_id, s.key, coalesce((s.said ->> 'expires_at')::timestamptz, 'infinity') desc, s.said_no),
    taken as (
      delete from customers.said_again s using heir
      where s.shop_id = ${shopId} and s.kind = ${fact.kind} and s.person_id = heir.person_id and s.key = heir.key
        and s.import_id = heir.import_id)
    update ${table} t set import_id = nullif(heir.import_id, 0), ${fact.set}
    from heir where t.shop_id = ${shopId} and t.person_id = heir.person_id and ${fact.key} = heir.key
    returning t.person_id`.execute(tx);
  const deleted = await sql<{ person_id: number }>`
    delete from ${table} where shop_id = ${shopId} and import_id = ${importId} returning person_id`.execute(
    tx,
  );
  return [...new Set([...passed.rows, ...deleted.rows].map((row) => row.person_id))];
}
