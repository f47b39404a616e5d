import { sql } from 'kysely';
import type { IdentityKind } from '../../../contract/records.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { GraphEdge, GraphInput, GraphPerson } from './customer-graph.ts';
import { identityKinds } from './identity-kinds.ts';

/** Advisory lock class of a shop's identity graph ('shkg'); the second key is the shop. */
const GRAPH_CLASS = 0x73686b67;

/** Nobody else joins, undoes or reads-to-join in this shop until `tx` ends. */
export const lockGraph = (tx: Tx, shopId: number) =>
  sql`select pg_advisory_xact_lock(${GRAPH_CLASS}::int, ${shopId}::int)`.execute(tx);

/** Nobody joins or undoes in this shop until `tx` ends; sightings go on. */
export const shareGraph = (tx: Tx, shopId: number) =>
  sql`select pg_advisory_xact_lock_shared(${GRAPH_CLASS}::int, ${shopId}::int)`.execute(tx);

/** The graph around some persons: their customers whole, with every standing edge. */
export interface LoadedGraph extends GraphInput {
  readonly customers: ReadonlyMap<number, number>;
  readonly edges: readonly StoredEdge[];
}

export interface StoredEdge {
  readonly edge_id: number;
  readonly kind: 'join' | 'never';
  readonly person_a: number;
  readonly person_b: number;
  readonly manual: boolean;
  /** Null when staff drew it. */
  readonly said_no: number | null;
  /** The person whose value staff let out of quarantine with it. */
  readonly released: number | null;
}

interface MemberRow {
  readonly person_id: number;
  readonly customer_id: number;
  readonly kind: IdentityKind | null;
  readonly quarantined: boolean;
}

/** Two statements. Call under `lockGraph` when the answer decides what is written. */
export async function loadGraph(tx: Tx, shopId: number, persons: readonly number[]): Promise<LoadedGraph> {
  const members = await readMembers(tx, shopId, persons);
  const edges = await readEdges(
    tx,
    shopId,
    members.map((it) => it.person_id),
  );
  const ends = (kind: StoredEdge['kind']): GraphEdge[] =>
    edges
      .filter((edge) => edge.kind === kind)
      .map((edge) => ({ a: edge.person_a, b: edge.person_b, manual: edge.manual }));
  return {
    persons: members.map(graphPerson),
    joins: ends('join'),
    nevers: ends('never'),
    customers: new Map(members.map((it) => [it.person_id, it.customer_id])),
    edges,
  };
}

const graphPerson = (row: MemberRow): GraphPerson => ({
  personId: row.person_id,
  strength: row.kind === null ? 'account' : identityKinds[row.kind].strength,
  quarantined: row.quarantined,
});

async function readMembers(tx: Tx, shopId: number, persons: readonly number[]): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select p.person_id, p.customer_id, i.kind, i.quarantined_at is not null as quarantined
    from customers.persons p
    left join customers.identities i on i.shop_id = p.shop_id and i.person_id = p.person_id
    where p.shop_id = ${shopId} and p.customer_id in (
      select customer_id from customers.persons
      where shop_id = ${shopId} and person_id = any(${persons}::int[]))`.execute(tx);
  return rows;
}

async function readEdges(tx: Tx, shopId: number, members: readonly number[]): Promise<StoredEdge[]> {
  const { rows } = await sql<StoredEdge>`
    select edge_id, kind, person_a, person_b, said_no, evidence ->> 'reason' in ('manual', 'proposal') as manual,
      (evidence ->> 'released')::int as released
    from customers.edges
    where shop_id = ${shopId} and withdrawn_at is null
      and person_a = any(${members}::int[]) and person_b = any(${members}::int[])
    order by edge_id`.execute(tx);
  return rows;
}

/** A pair of persons in order, which is how edges are stored. */
export interface Pair {
  readonly a: number;
  readonly b: number;
}

export const pairOf = (one: number, two: number): Pair =>
  one < two ? { a: one, b: two } : { a: two, b: one };

export const pairKey = ({ a, b }: Pair): string => `${a}-${b}`;

export type Standing = 'ours' | 'said' | 'another';

/**
 * Of the pairs, those with a standing join: by the import that asks (or live sources, which nobody undoes), by another
 * one while it is noted that this import said it as well, or by another one only. Pairs without an edge of which it is
 * noted that this import said them are left out.
 */
export async function standingJoins(
  tx: Tx,
  shopId: number,
  { pairs, importId }: { pairs: readonly Pair[]; importId: number | undefined },
): Promise<ReadonlyMap<string, Standing>> {
  const { rows } = await sql<Pair & { standing: Standing }>`
    select r.a, r.b, case when e.import_id is null or e.import_id = ${importId ?? 0}::bigint then 'ours'
        when s.import_id is not null then 'said' else 'another' end as standing
    from json_to_recordset(${JSON.stringify(pairs)}::json) as r(a int, b int)
    join customers.edges e on e.shop_id = ${shopId} and e.kind = 'join' and e.person_a = r.a and e.person_b = r.b
      and e.withdrawn_at is null
    left join customers.said_joins s on s.shop_id = ${shopId} and s.person_a = r.a and s.person_b = r.b
      and s.import_id = ${importId ?? 0}::bigint`.execute(tx);
  return new Map(rows.map((row) => [pairKey(row), row.standing]));
}

export interface NewEdge extends Pair {
  readonly kind: 'join' | 'never';
  /** {reason, kinds, source, at, ...}; never a value of an identity. */
  readonly evidence: object;
  readonly saidNo?: number;
}

/** Who draws edges, and on behalf of which import. */
export interface Author {
  readonly by: string;
  readonly importId?: number | undefined;
}

/** Answers the ids of the edges that are new. */
export async function insertEdges(
  tx: Tx,
  shopId: number,
  { edges, author }: { edges: readonly NewEdge[]; author: Author },
): Promise<number[]> {
  if (edges.length === 0) return [];
  const { rows } = await sql<{ edge_id: number }>`
    insert into customers.edges (shop_id, kind, person_a, person_b, evidence, said_no, import_id, made_by)
    select ${shopId}, r.kind, r.a, r.b, r.evidence, r."saidNo", ${author.importId ?? null}::bigint, ${author.by}
    from json_to_recordset(${JSON.stringify(edges)}::json)
      as r(kind text, a int, b int, evidence jsonb, "saidNo" bigint)
    on conflict do nothing returning edge_id`.execute(tx);
  return rows.map((row) => row.edge_id);
}

/** Marks standing edges withdrawn; they stay as history. */
export async function withdrawEdges(
  tx: Tx,
  shopId: number,
  what: { edgeIds: readonly number[]; by: string; reason: string },
): Promise<void> {
  if (what.edgeIds.length === 0) return;
  await sql`
    update customers.edges set withdrawn_at = now(), withdrawn_by = ${what.by}, withdrawn_reason = ${what.reason}
    where shop_id = ${shopId} and edge_id = any(${what.edgeIds}::bigint[]) and withdrawn_at is null`.execute(
    tx,
  );
}

/** Writes the customer of persons where it changed. Rows are locked in order first (see `resolvePersons`). */
export async function writeCustomers(
  tx: Tx,
  shopId: number,
  changes: readonly { personId: number; customerId: number }[],
): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    with r as (
      select * from json_to_recordset(${JSON.stringify(changes)}::json) as r("personId" int, "customerId" int)),
    held as (
      select p.person_id from customers.persons p
      where p.shop_id = ${shopId} and p.person_id in (select "personId" from r)
      order by p.person_id for no key update)
    update customers.persons p
    set customer_id = r."customerId", row_version = greatest(p.row_version + 1, platform.next_version())
    from held join r on r."personId" = held.person_id
    where p.shop_id = ${shopId} and p.person_id = held.person_id`.execute(tx);
}
