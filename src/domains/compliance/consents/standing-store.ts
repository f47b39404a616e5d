import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { PersonStanding } from './consent-rules.ts';

/** Who is asked about: a customer with all their persons, or a person alone. */
export interface Subject {
  /** Number of the customer, or of the person: what the answer is found by. */
  readonly id: number;
  readonly personIds: readonly number[];
}

export interface Asked {
  readonly shopId: number;
  readonly subjects: readonly Subject[];
  readonly purposes: readonly string[];
  /** `any` and the one meant; absent: every channel. */
  readonly channels?: readonly string[] | undefined;
}

interface Row extends Omit<PersonStanding, 'personId'> {
  readonly id: number;
  readonly person_id: number;
}

/** What stands about every person of every subject, by subject: one statement for thousands. */
export async function readStandings(tx: Tx, asked: Asked): Promise<Map<number, PersonStanding[]>> {
  const pairs = asked.subjects.flatMap(({ id, personIds }) => personIds.map((person) => ({ id, person })));
  const { rows } = await sql<Row>`${prepared}
    select a.id, a.person as person_id, s.minor, s.restricted_at is not null as restricted,
      s.erased_at is not null as erased, coalesce(c.said, '[]'::jsonb) as said
    from json_to_recordset(${JSON.stringify(pairs)}::json) as a(id int, person int)
    left join compliance.standings s on s.shop_id = ${asked.shopId} and s.person_id = a.person
    left join lateral (
      select jsonb_agg(jsonb_build_object('purpose', d.purpose, 'channel', d.channel, 'state', d.state, 'at', d.at,
        'guardian', d.by_guardian)) as said
      from (
        select distinct on (purpose, channel, by_guardian) purpose, channel, by_guardian, state, at
        from compliance.consents
        where shop_id = ${asked.shopId} and person_id = a.person and purpose = any(${asked.purposes}::text[])
          and (${asked.channels === undefined} or channel = any(${asked.channels ?? []}::text[]))
        order by purpose, channel, by_guardian, at desc, state desc) d) c on true
    order by a.id, a.person`.execute(tx);
  const standings = Map.groupBy(rows, (row) => row.id);
  return new Map(
    [...standings].map(([id, of]) => [id, of.map((row) => ({ ...row, personId: row.person_id }))]),
  );
}

/** Of some persons those of whom anything stands or was said: for all others `readStandings` has nothing to tell. */
export async function whoStands(tx: Tx, shopId: number, personIds: readonly number[]): Promise<Set<number>> {
  const { rows } = await sql<{ person_id: number }>`
    select person_id from compliance.standings
    where shop_id = ${shopId} and person_id = any(${personIds}::int[])
    union select person_id from compliance.consents
    where shop_id = ${shopId} and person_id = any(${personIds}::int[])`.execute(tx);
  return new Set(rows.map((row) => row.person_id));
}

/**
 * Of some persons those who are erased, or on their way: an erasure says so first, then waits until every writer is out of the
 * write fence, then deletes. So whoever asks inside the fence and writes of the others there leaves nothing behind it.
 */
export async function readErased(tx: Tx, shopId: number, personIds: readonly number[]): Promise<Set<number>> {
  const { rows } = await sql<{ person_id: number }>`
    select person_id from compliance.standings
    where shop_id = ${shopId} and person_id = any(${personIds}::int[]) and erased_at is not null`.execute(tx);
  return new Set(rows.map((row) => row.person_id));
}

/** Sets what stands in somebody's way; undefined leaves as it is. Answers the persons for whom that is news. */
export async function changeStanding(
  tx: Tx,
  shopId: number,
  changes: readonly {
    readonly personId: number;
    readonly minor?: boolean | null | undefined;
    /** Instant, or null to lift it. */
    readonly restrictedAt?: string | null | undefined;
    readonly erasedAt?: string | undefined;
  }[],
): Promise<number[]> {
  const rows = changes.map((it) => ({
    ...{ person: it.personId, minor: it.minor, has_minor: it.minor !== undefined },
    ...{ restricted: it.restrictedAt, has_restricted: it.restrictedAt !== undefined, erased: it.erasedAt },
  }));
  const result = await sql<{ person_id: number }>`
    insert into compliance.standings as s (shop_id, person_id, minor, restricted_at, erased_at)
    select ${shopId}, r.person, r.minor, r.restricted, r.erased
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as r(person int, minor boolean, restricted timestamptz, erased timestamptz)
    order by r.person
    on conflict (shop_id, person_id) do nothing returning person_id`.execute(tx);
  const made = new Set(result.rows.map((row) => row.person_id));
  const { rows: changed } = await sql<{ person_id: number }>`
    update compliance.standings s set
      minor = case when r.has_minor then r.minor else s.minor end,
      restricted_at = case when r.has_restricted then r.restricted else s.restricted_at end,
      erased_at = coalesce(r.erased, s.erased_at)
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(person int, minor boolean, has_minor boolean,
      restricted timestamptz, has_restricted boolean, erased timestamptz)
    where s.shop_id = ${shopId} and s.person_id = r.person
      and ((r.has_minor and s.minor is distinct from r.minor)
        or (r.has_restricted and s.restricted_at is distinct from r.restricted)
        or (r.erased is not null and s.erased_at is distinct from r.erased))
    returning s.person_id`.execute(tx);
  return [...made, ...changed.map((row) => row.person_id)];
}

/** Persons flagged as under 14. */
export async function readMinors(tx: Tx, shopId: number): Promise<number[]> {
  const { rows } = await sql<{ person_id: number }>`
    select person_id from compliance.standings where shop_id = ${shopId} and minor order by person_id`.execute(
    tx,
  );
  return rows.map((row) => row.person_id);
}
