import { sql } from 'kysely';
import type { TraitType } from '../../../contract/dictionary.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import {
  addUndeclared,
  MOST_NAMES,
  type UndeclaredTrait,
  type UndeclaredTraits,
} from './undeclared-traits.ts';

/**
 * Adds what live sources told. Rows are locked by name, in one order, at the end of the caller's transaction. Names
 * beyond the bound are counted under `?`.
 */
export async function addLiveUndeclared(tx: Tx, shopId: number, traits: UndeclaredTraits): Promise<void> {
  const told = Object.entries(traits).map(([name, it]) => ({ name, ...it }));
  if (told.length === 0) return;
  await sql`
    insert into ingest.undeclared_traits as u (shop_id, name, type, seen, first_at, last_at)
    select ${shopId}, name, case when count(distinct type) = 1 then min(type) else 'text' end, sum(seen),
      min("firstAt"), max("lastAt")
    from (
      select case when k.name is not null or r.nth + n.names <= ${MOST_NAMES} then r.name else '?' end as name,
        r.type, r.seen, r."firstAt", r."lastAt"
      from (
        select *, row_number() over (order by name) as nth from json_to_recordset(${JSON.stringify(told)}::json)
          as x(name text, type text, seen bigint, "firstAt" timestamptz, "lastAt" timestamptz)) r
      cross join (select count(*) as names from ingest.undeclared_traits where shop_id = ${shopId}) n
      left join ingest.undeclared_traits k on k.shop_id = ${shopId} and k.name = r.name) r
    group by name order by name
    on conflict (shop_id, name) do update set seen = u.seen + excluded.seen,
      type = case when u.type = excluded.type then u.type else 'text' end,
      first_at = least(u.first_at, excluded.first_at), last_at = greatest(u.last_at, excluded.last_at)`.execute(
    tx,
  );
}

interface Row {
  readonly name: string;
  readonly type: TraitType;
  readonly seen: number;
  readonly first_at: Date;
  readonly last_at: Date;
}

/** What live sources told, and what each import that stands did; a file imported again counts once. */
export async function readUndeclared(tx: Tx, shopId: number): Promise<UndeclaredTraits> {
  const live = await sql<Row>`
    select name, type, seen::float8 as seen, first_at, last_at from ingest.undeclared_traits
    where shop_id = ${shopId} order by name`.execute(tx);
  const imports = await sql<{ traits: UndeclaredTraits }>`
    select distinct on (file_hash, preset) counts -> 'undeclaredTraits' as traits from ingest.imports
    where shop_id = ${shopId} and state in ('running', 'interrupted', 'done')
      and counts -> 'undeclaredTraits' <> '{}'::jsonb
    order by file_hash, preset, rows_done desc, import_id`.execute(tx);
  const ofLive = Object.fromEntries(live.rows.map((row) => [row.name, traitOf(row)]));
  return imports.rows.reduce((sum, { traits }) => addUndeclared(sum, traits), ofLive);
}

const traitOf = ({ type, seen, first_at, last_at }: Row): UndeclaredTrait => ({
  ...{ type, seen },
  ...{ firstAt: first_at.toISOString(), lastAt: last_at.toISOString() },
});
