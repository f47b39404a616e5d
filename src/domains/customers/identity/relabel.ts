import type { Tx } from '../../../platform/db/postgres.ts';
import { owe } from '../../../platform/mirror/index.ts';
import { type CustomerGraph, openGraph } from './customer-graph.ts';
import { type LoadedGraph, loadGraph, writeCustomers } from './graph-store.ts';

/** Writes the customers of a graph where they changed, and owes them to the mirror. Answers the persons. */
export async function writeLabels(
  tx: Tx,
  shopId: number,
  { loaded, graph }: { loaded: LoadedGraph; graph: CustomerGraph },
): Promise<number[]> {
  const changes = [...loaded.customers]
    .map(([personId, before]) => ({ personId, before, customerId: graph.customerOf(personId) }))
    .filter((it) => it.customerId !== it.before);
  await writeCustomers(tx, shopId, changes);
  const persons = changes.map((it) => it.personId);
  await owe(tx, shopId, 'overrides', persons);
  return persons;
}

/**
 * Finds the customers of some persons anew from the edges that stand now, and writes them. Under `lockGraph`.
 * Answers the persons whose customer changed.
 */
export async function relabelAround(tx: Tx, shopId: number, persons: readonly number[]): Promise<number[]> {
  if (persons.length === 0) return [];
  const loaded = await loadGraph(tx, shopId, [...new Set(persons)]);
  return writeLabels(tx, shopId, { loaded, graph: openGraph(loaded) });
}
