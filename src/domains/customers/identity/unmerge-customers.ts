import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, type Result } from '../../../platform/errors.ts';
import { recordAct } from '../../compliance/index.ts';
import { quarantineAgain } from '../quarantine/quarantine-store.ts';
import { type CustomerGraph, openGraph } from './customer-graph.ts';
import {
  insertEdges,
  type LoadedGraph,
  loadGraph,
  lockGraph,
  type StoredEdge,
  withdrawEdges,
} from './graph-store.ts';
import { noSuchCustomer, noSuchMerge, nothingToSplit, stillJoined } from './merge-problems.ts';
import { writeLabels } from './relabel.ts';

export interface Unmerge {
  readonly shopId: number;
  /** Joins to undo, by id (`Merged.edgeIds`, or the history of a customer). */
  readonly edgeIds: readonly number[];
  readonly by: string;
  readonly reason?: string | undefined;
}

export interface Unmerged {
  /** The customers that came of it. */
  readonly customerIds: number[];
}

/**
 * Undoes joins exactly: the edges are withdrawn, their persons fall apart into the customers the other evidence makes,
 * and a never-join edge keeps the next event from joining them again.
 * Problems: no-such-merge; still-joined, naming the edges that hold the two together otherwise.
 */
export async function unmergeCustomers(tx: Tx, unmerge: Unmerge): Promise<Result<Unmerged>> {
  await lockGraph(tx, unmerge.shopId);
  const ends = await endsOf(tx, unmerge);
  if (ends.length === 0) return fail(noSuchMerge);
  return withdraw(tx, unmerge, await loadGraph(tx, unmerge.shopId, ends));
}

export interface Split {
  readonly shopId: number;
  readonly customerId: number;
  /** Persons to split off. */
  readonly persons: readonly number[];
  readonly by: string;
  readonly reason?: string | undefined;
}

/** Splits persons off a customer, whatever evidence joins them to the rest. Problems: no-such-customer, nothing-to-split. */
export async function splitCustomer(tx: Tx, split: Split): Promise<Result<Unmerged>> {
  await lockGraph(tx, split.shopId);
  const loaded = await loadGraph(tx, split.shopId, [split.customerId]);
  if (loaded.customers.size === 0) return fail(noSuchCustomer([split.customerId]));
  const off = new Set(split.persons.filter((it) => loaded.customers.get(it) === split.customerId));
  if (off.size === 0 || off.size === loaded.customers.size) return fail(nothingToSplit);
  const across = loaded.edges.filter(
    (edge) => edge.kind === 'join' && off.has(edge.person_a) !== off.has(edge.person_b),
  );
  return withdraw(tx, { ...split, edgeIds: across.map((edge) => edge.edge_id) }, loaded);
}

async function withdraw(tx: Tx, unmerge: Unmerge, loaded: LoadedGraph): Promise<Result<Unmerged>> {
  const { shopId, by, reason, edgeIds } = unmerge;
  const chosen = new Set(edgeIds);
  const gone = loaded.edges.filter((edge) => edge.kind === 'join' && chosen.has(edge.edge_id));
  const rest = loaded.edges.filter((edge) => edge.kind === 'join' && !chosen.has(edge.edge_id));
  const graph = openGraph({ ...loaded, joins: rest.map(graphEdge) });
  const holding = gone.flatMap((edge) => pathBetween(rest, graph, edge));
  if (holding.length > 0) return fail(stillJoined([...new Set(holding)]));
  await withdrawEdges(tx, shopId, { edgeIds: [...chosen], by, reason: 'undone' });
  const undone = releasesUndone(gone, rest);
  const apart = gone.filter((edge) => !undone.includes(edge.released ?? 0));
  await insertEdges(tx, shopId, { edges: apart.map(neverOf), author: { by } });
  await quarantineAgain(tx, shopId, { persons: undone, by });
  await writeLabels(tx, shopId, { loaded, graph });
  const customerIds = [...new Set(gone.flatMap((edge) => bothEnds(graph, edge)))].sort((a, b) => a - b);
  await recordAct(tx, {
    ...{ shopId, actor: by, act: 'customers.unmerge', subject: `customer:${customerIds[0]}` },
    ...{ reason, details: { edges: [...chosen], customers: customerIds } },
  });
  return ok({ customerIds });
}

/**
 * Persons let out of quarantine by the edges that go, with none of those standing: they are quarantined again, which
 * keeps everybody apart as before and needs no never-join edges.
 */
function releasesUndone(gone: readonly StoredEdge[], rest: readonly StoredEdge[]): number[] {
  const standing = new Set(rest.map((edge) => edge.released));
  const persons = gone.flatMap(({ released }) => (released === null ? [] : [released]));
  return [...new Set(persons)].filter((person) => !standing.has(person));
}

const graphEdge = (edge: StoredEdge) => ({ a: edge.person_a, b: edge.person_b, manual: edge.manual });

const bothEnds = (graph: CustomerGraph, edge: StoredEdge) => [
  graph.customerOf(edge.person_a),
  graph.customerOf(edge.person_b),
];

const neverOf = (edge: StoredEdge) => ({
  kind: 'never' as const,
  a: edge.person_a,
  b: edge.person_b,
  evidence: { reason: 'undo', edge: edge.edge_id },
});

async function endsOf(tx: Tx, { shopId, edgeIds }: Unmerge): Promise<number[]> {
  const { rows } = await sql<{ person_a: number; person_b: number }>`
    select person_a, person_b from customers.edges
    where shop_id = ${shopId} and edge_id = any(${edgeIds}::bigint[]) and kind = 'join'
      and withdrawn_at is null`.execute(tx);
  return rows.flatMap((row) => [row.person_a, row.person_b]);
}

/** Edges of a shortest path between the ends of a withdrawn edge; empty when they have fallen apart. */
function pathBetween(rest: readonly StoredEdge[], graph: CustomerGraph, edge: StoredEdge): number[] {
  if (graph.customerOf(edge.person_a) !== graph.customerOf(edge.person_b)) return [];
  const paths = new Map<number, number[]>([[edge.person_a, []]]);
  for (const [person, path] of paths) {
    if (person === edge.person_b) return path;
    for (const next of rest) {
      const other = next.person_a === person ? next.person_b : next.person_b === person ? next.person_a : 0;
      if (other !== 0 && !paths.has(other)) paths.set(other, [...path, next.edge_id]);
    }
  }
  return [];
}
