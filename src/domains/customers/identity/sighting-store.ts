import { sql } from 'kysely';
import { plainArray } from '../../../platform/db/arrays.ts';
import type { Tx } from '../../../platform/db/postgres.ts';

/** When somebody was seen: the span of a batch. ISO 8601, UTC. */
export interface Sighting {
  readonly personId: number;
  readonly firstAt: string;
  readonly lastAt: string;
}

interface Seeing {
  readonly shopId: number;
  readonly sightings: readonly Sighting[];
  /** Absent for live sources. Each import's sightings are kept apart, so that undoing it takes back only its own. */
  readonly importId: number | undefined;
}

/** A table of members without a time is dated 1970 (see `mapped-records.ts`): that is when nobody was seen. */
const isDated = (at: string): boolean => Date.parse(at) > 0;

/** Who was told of without a time is known since we were told: nobody was a customer in 1970. */
const spans = (sightings: readonly Sighting[]) => sql`
  select "personId", case when "firstAt" > 'epoch' then "firstAt" else now() end as "firstAt",
    case when "lastAt" > 'epoch' then "lastAt" else now() end as "lastAt"
  from unnest(${plainArray(sightings.map((it) => it.personId))}::int[],
      ${plainArray(sightings.map((it) => it.firstAt))}::timestamptz[],
      ${plainArray(sightings.map((it) => it.lastAt))}::timestamptz[])
    as r("personId", "firstAt", "lastAt")`;

/** The part of sightings that says when: the rest widens no span. */
const dated = (sightings: readonly Sighting[]): Sighting[] =>
  sightings
    .filter((it) => isDated(it.lastAt))
    .map((it) => (isDated(it.firstAt) ? it : { ...it, firstAt: it.lastAt }));

/** Persons begin as customers of their own. */
export async function insertPersons(tx: Tx, seeing: Seeing): Promise<void> {
  const { shopId, sightings, importId } = seeing;
  const live = importId === undefined;
  await sql`
    insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at, live_first_seen_at,
      live_last_seen_at, import_id)
    select ${shopId}, "personId", "personId", "firstAt", "lastAt", case when ${live} then "firstAt" end,
      case when ${live} then "lastAt" end, ${importId ?? null}::bigint
    from (${spans(sightings)}) r`.execute(tx);
  await noteImport(tx, seeing);
}

/**
 * Locks the persons in order of their numbers (see `resolvePersons` on deadlocks) and widens first and last seen.
 * Answers those whose first sighting moved, which the mirror wants to know.
 */
export async function seePersons(tx: Tx, seeing: Seeing): Promise<number[]> {
  const { shopId, sightings, importId } = seeing;
  if (sightings.length === 0) return [];
  const live = importId === undefined;
  const { rows } = await sql<{ person_id: number; moved: boolean }>`
    with r as (${spans(dated(sightings))}),
    held as (
      select p.person_id, p.first_seen_at from customers.persons p
      where p.shop_id = ${shopId} and p.person_id in (select "personId" from r)
      order by p.person_id for no key update)
    update customers.persons p set
      first_seen_at = least(p.first_seen_at, r."firstAt"),
      last_seen_at = greatest(p.last_seen_at, r."lastAt"),
      live_first_seen_at = case when ${live} then least(p.live_first_seen_at, r."firstAt")
        else p.live_first_seen_at end,
      live_last_seen_at = case when ${live} then greatest(p.live_last_seen_at, r."lastAt")
        else p.live_last_seen_at end,
      row_version = case when r."firstAt" < p.first_seen_at then greatest(p.row_version + 1, platform.next_version()) else p.row_version end
    from held join r on r."personId" = held.person_id
    where p.shop_id = ${shopId} and p.person_id = held.person_id
      and (r."firstAt" < p.first_seen_at or r."lastAt" > p.last_seen_at
        or (${live} and (p.live_first_seen_at is null or r."firstAt" < p.live_first_seen_at
          or r."lastAt" > p.live_last_seen_at)))
    returning p.person_id, held.first_seen_at <> p.first_seen_at as moved`.execute(tx);
  await noteImport(tx, seeing);
  return rows.filter((row) => row.moved).map((row) => row.person_id);
}

/** When the last of some persons was seen, ISO 8601; undefined where none of them is known. */
export async function lastSeenAt(
  tx: Tx,
  shopId: number,
  personIds: readonly number[],
): Promise<string | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(last_seen_at) as at from customers.persons
    where shop_id = ${shopId} and person_id = any(${personIds}::int[])`.execute(tx);
  return rows[0]?.at?.toISOString();
}

async function noteImport(tx: Tx, { shopId, sightings, importId }: Seeing): Promise<void> {
  if (importId === undefined) return;
  await sql`
    insert into customers.sightings as s (shop_id, import_id, person_id, first_seen_at, last_seen_at)
    select ${shopId}, ${importId}::bigint, "personId", "firstAt", "lastAt" from (${spans(sightings)}) r
    order by "personId"
    on conflict (shop_id, import_id, person_id) do update
      set first_seen_at = least(s.first_seen_at, excluded.first_seen_at),
        last_seen_at = greatest(s.last_seen_at, excluded.last_seen_at)
      where excluded.first_seen_at < s.first_seen_at or excluded.last_seen_at > s.last_seen_at`.execute(tx);
}

/**
 * Forgets what an import saw, and makes the spans and first touches anew of what live sources and other imports saw.
 * Answers the persons it had seen.
 */
export async function forgetSightings(tx: Tx, shopId: number, importId: number): Promise<number[]> {
  const { rows } = await sql<{ person_id: number }>`
    delete from customers.sightings where shop_id = ${shopId} and import_id = ${importId}
    returning person_id`.execute(tx);
  const persons = rows.map((row) => row.person_id);
  await sql`
    update customers.persons p
    set first_seen_at = rest.first_seen_at, last_seen_at = rest.last_seen_at, first_touch = rest.first_touch
    from (
      select person_id, min(first_seen_at) as first_seen_at, max(last_seen_at) as last_seen_at,
        (array_agg(first_touch order by (first_touch ->> 'at')::timestamptz)
          filter (where first_touch is not null))[1] as first_touch
      from (
        select person_id, first_seen_at, last_seen_at, first_touch from customers.sightings
        where shop_id = ${shopId} and person_id = any(${persons}::int[])
        union all
        select person_id, live_first_seen_at, live_last_seen_at, live_first_touch from customers.persons
        where shop_id = ${shopId} and person_id = any(${persons}::int[]) and live_first_seen_at is not null) known
      group by person_id) rest
    where p.shop_id = ${shopId} and p.person_id = rest.person_id`.execute(tx);
  return persons;
}
