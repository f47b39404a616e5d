import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, type Result } from '../../../platform/errors.ts';
import { recordAct } from '../../compliance/index.ts';
import { insertEdges, type LoadedGraph, loadGraph, lockGraph, withdrawEdges } from './graph-store.ts';
import { keptApart, noSuchCustomer, nothingToMerge } from './merge-problems.ts';
import { relabelAround } from './relabel.ts';

export interface MergePreview {
  /** The number the merged customer would have. */
  readonly customerId: number;
  readonly persons: number[];
  /** Pairs that were split before and are kept apart; a merge needs `liftNever` to go over them. */
  readonly keptApart: { a: number; b: number }[];
  /** Identities by kind, so that staff see what would come together. */
  readonly identities: { kind: string; count: number }[];
}

/** What merging some customers would make of them; changes nothing. Problems: no-such-customer, nothing-to-merge. */
export async function previewMerge(
  tx: Tx,
  shopId: number,
  customerIds: readonly number[],
): Promise<Result<MergePreview>> {
  const found = await loadCustomers(tx, shopId, customerIds);
  if (!found.ok) return found;
  const persons = [...found.value.customers.keys()].sort((a, b) => a - b);
  return ok({
    customerId: persons[0]!,
    persons,
    keptApart: found.value.nevers.map(({ a, b }) => ({ a, b })),
    identities: await countIdentities(tx, shopId, persons),
  });
}

export interface Merge {
  readonly shopId: number;
  readonly customerIds: readonly number[];
  /** Who merges, for the history: `user:<id>`, `key:<id>`, `cli`. */
  readonly by: string;
  /** Free text of staff; no personal values. */
  readonly reason?: string | undefined;
  /** Merge although they were kept apart. */
  readonly liftNever?: boolean | undefined;
  /** Accepting a proposal is a merge with this id as its evidence. */
  readonly proposalId?: number | undefined;
}

export interface Merged {
  readonly customerId: number;
  /** What `unmergeCustomers` takes to undo exactly this. */
  readonly edgeIds: number[];
}

/**
 * Joins customers by an edge from the first to each other one. One merge at a time in a shop.
 * Problems: no-such-customer, nothing-to-merge, kept-apart.
 */
export async function mergeCustomers(tx: Tx, merge: Merge): Promise<Result<Merged>> {
  const { shopId, by } = merge;
  await lockGraph(tx, shopId);
  const found = await loadCustomers(tx, shopId, merge.customerIds);
  if (!found.ok) return found;
  const nevers = found.value.edges.filter((edge) => edge.kind === 'never');
  if (nevers.length > 0 && merge.liftNever !== true) return fail(keptApart(found.value.nevers));
  await withdrawEdges(tx, shopId, { edgeIds: nevers.map((it) => it.edge_id), by, reason: 'merged' });
  const ids = distinct(merge.customerIds);
  const edgeIds = await insertEdges(tx, shopId, { edges: edgesBetween(ids, merge), author: { by } });
  await relabelAround(tx, shopId, ids);
  const details = { edges: edgeIds, customers: ids };
  await recordAct(tx, {
    ...{ shopId, actor: by, act: 'customers.merge', subject: `customer:${ids[0]}` },
    ...{ reason: merge.reason, details },
  });
  return ok({ customerId: ids[0]!, edgeIds });
}

const distinct = (ids: readonly number[]) => [...new Set(ids)].sort((a, b) => a - b);

function edgesBetween([first, ...others]: readonly number[], { reason, proposalId }: Merge) {
  const evidence =
    proposalId === undefined
      ? { reason: 'manual', note: reason }
      : { reason: 'proposal', proposal_id: proposalId };
  return others.map((other) => ({ kind: 'join' as const, a: first!, b: other, evidence }));
}

async function loadCustomers(
  tx: Tx,
  shopId: number,
  customerIds: readonly number[],
): Promise<Result<LoadedGraph>> {
  const ids = distinct(customerIds);
  if (ids.length < 2) return fail(nothingToMerge);
  const loaded = await loadGraph(tx, shopId, ids);
  const missing = ids.filter((id) => loaded.customers.get(id) !== id);
  return missing.length === 0 ? ok(loaded) : fail(noSuchCustomer(missing));
}

async function countIdentities(
  tx: Tx,
  shopId: number,
  persons: readonly number[],
): Promise<{ kind: string; count: number }[]> {
  const { rows } = await sql<{ kind: string; count: number }>`
    select kind, count(*)::int as count from customers.identities
    where shop_id = ${shopId} and person_id = any(${persons}::int[])
    group by kind order by kind`.execute(tx);
  return rows;
}
