import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { Author, NewEdge, Pair } from './graph-store.ts';

/** A join that somebody said and that has no edge of its own. */
export interface SaidJoin extends Pair {
  /** 0: said live. */
  readonly importId: number;
  readonly saidNo: number;
}

/** Pairs of one batch are numbered within one step of the sequence: 5,000 claims make some ten thousand. */
const STEP = 1_000_000;

/** The number of a batch's first join; the others follow it. */
export async function takeSaidNumbers(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select nextval('customers.said_no') as n`.execute(tx);
  return rows[0]!.n * STEP;
}

/** Notes what was said; what the same import said before stays at its first place. */
export async function insertSaidJoins(
  tx: Tx,
  shopId: number,
  { joins, author }: { joins: readonly NewEdge[]; author: Author },
): Promise<void> {
  if (joins.length === 0) return;
  await sql`
    insert into customers.said_joins (shop_id, person_a, person_b, import_id, evidence, made_by, said_no)
    select ${shopId}, r.a, r.b, ${author.importId ?? 0}::bigint, r.evidence, ${author.by}, r."saidNo"
    from json_to_recordset(${JSON.stringify(joins)}::json) as r(a int, b int, evidence jsonb, "saidNo" bigint)
    order by r.a, r.b
    on conflict do nothing`.execute(tx);
}

/** Of the pairs, those this import (or live sources) said before without an edge. */
export async function findSaidJoins(
  tx: Tx,
  shopId: number,
  { pairs, importId }: { pairs: readonly Pair[]; importId: number | undefined },
): Promise<Pair[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<Pair>`
    select r.a, r.b from json_to_recordset(${JSON.stringify(pairs)}::json) as r(a int, b int)
    join customers.said_joins s on s.shop_id = ${shopId} and s.person_a = r.a and s.person_b = r.b
      and s.import_id = ${importId ?? 0}::bigint`.execute(tx);
  return rows;
}

/** What was said of some persons. */
export async function readSaidJoins(tx: Tx, shopId: number, persons: readonly number[]): Promise<SaidJoin[]> {
  const of = (end: string) => sql`
    select s.person_a as a, s.person_b as b, s.import_id as "importId", s.said_no as "saidNo"
    from unnest(${persons}::int[]) as person
    join customers.said_joins s on s.shop_id = ${shopId} and ${sql.ref(`s.${end}`)} = person`;
  const { rows } = await sql<SaidJoin>`${of('person_a')} union ${of('person_b')}`.execute(tx);
  return rows;
}

/** Withdraws standing edges and keeps them as said, so that they can stand again when the reason goes away. */
export async function setEdgesAside(
  tx: Tx,
  shopId: number,
  what: { edgeIds: readonly number[]; by: string; reason: string },
): Promise<void> {
  if (what.edgeIds.length === 0) return;
  await sql`
    with gone as (
      update customers.edges set withdrawn_at = now(), withdrawn_by = ${what.by}, withdrawn_reason = ${what.reason}
      where shop_id = ${shopId} and edge_id = any(${what.edgeIds}::bigint[]) and withdrawn_at is null
      returning *)
    insert into customers.said_joins (shop_id, person_a, person_b, import_id, evidence, made_by, said_no)
    select shop_id, person_a, person_b, coalesce(import_id, 0), evidence, made_by, coalesce(said_no, 0) from gone
    order by person_a, person_b
    on conflict (shop_id, person_a, person_b, import_id) do update
      set said_no = least(said_joins.said_no, excluded.said_no)`.execute(tx);
}

/** Draws the edges that were only said. */
export async function drawSaidJoins(tx: Tx, shopId: number, joins: readonly SaidJoin[]): Promise<void> {
  if (joins.length === 0) return;
  await sql`
    with drawn as (
      delete from customers.said_joins s
      using json_to_recordset(${JSON.stringify(joins)}::json) as r(a int, b int, "importId" bigint)
      where s.shop_id = ${shopId} and s.person_a = r.a and s.person_b = r.b and s.import_id = r."importId"
      returning s.*)
    insert into customers.edges (shop_id, kind, person_a, person_b, evidence, said_no, import_id, made_by)
    select shop_id, 'join', person_a, person_b, evidence, said_no, nullif(import_id, 0), made_by from drawn
    order by said_no
    on conflict do nothing`.execute(tx);
}

/**
 * Marks identities found to be shared, and sets all their joins aside but those staff drew.
 */
export async function quarantineIdentities(
  tx: Tx,
  shopId: number,
  { persons, by }: { persons: readonly number[]; by: string },
): Promise<void> {
  await sql`
    update customers.identities set quarantined_at = now(), quarantined_by = ${by}, quarantine_kept_at = null,
      quarantine_kept_by = null
    where shop_id = ${shopId} and person_id = any(${persons}::int[])`.execute(tx);
  const { rows } = await sql<{ edge_id: number }>`
    select edge_id from customers.edges
    where shop_id = ${shopId} and kind = 'join' and withdrawn_at is null
      and evidence ->> 'reason' not in ('manual', 'proposal')
      and (person_a = any(${persons}::int[]) or person_b = any(${persons}::int[]))`.execute(tx);
  const edgeIds = rows.map((row) => row.edge_id);
  await setEdgesAside(tx, shopId, { edgeIds, by, reason: 'quarantine' });
}
