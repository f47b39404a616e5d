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
    select edge_id, kind, person_a, person_b, evidence ->> 'reason' in ('manual', 'proposal') as manual
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

/** Of the pairs, those with a standing join. */
export async function standingJoins(
  tx: Tx,
  shopId: number,
  pairs: readonly Pair[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<Pair>`
    select r.a, r.b from json_to_recordset(${JSON.stringify(pairs)}::json) as r(a int, b int)
    join customers.edges e on e.shop_id = ${shopId} and e.kind = 'join' and e.person_a = r.a and e.person_b = r.b
      and e.withdrawn_at is null`.execute(tx);
  return new Set(rows.map(pairKey));
}

export interface NewEdge extends Pair {
  readonly kind: 'join' | 'never';
  /** {reason, kinds, source, at, ...}; never a value of an identity. */
  readonly evidence: object;
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
    insert into customers.edges (shop_id, kind, person_a, person_b, evidence, import_id, made_by)
    select ${shopId}, r.kind, r.a, r.b, r.evidence, ${author.importId ?? null}::bigint, ${author.by}
    from json_to_recordset(${JSON.stringify(edges)}::json) as r(kind text, a int, b int, evidence jsonb)
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

/** Withdraws all joins of identities found to be shared, but those staff drew, and marks the identities. */
export async function quarantineIdentities(
  tx: Tx,
  shopId: number,
  { persons, by }: { persons: readonly number[]; by: string },
): Promise<void> {
  await sql`
    update customers.identities set quarantined_at = now(), quarantined_by = ${by}
    where shop_id = ${shopId} and person_id = any(${persons}::int[])`.execute(tx);
  await sql`
    update customers.edges set withdrawn_at = now(), withdrawn_by = ${by}, withdrawn_reason = 'quarantine'
    where shop_id = ${shopId} and kind = 'join' and withdrawn_at is null
      and evidence ->> 'reason' not in ('manual', 'proposal')
      and (person_a = any(${persons}::int[]) or person_b = any(${persons}::int[]))`.execute(tx);
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
    set customer_id = r."customerId", row_version = nextval('platform.row_version')
    from held join r on r."personId" = held.person_id
    where p.shop_id = ${shopId} and p.person_id = held.person_id`.execute(tx);
}
