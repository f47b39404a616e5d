import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import { shareGraph } from './graph-store.ts';

/**
 * Servers keep in memory which person an identity points at, and that is for ever, with two exceptions: a person is
 * erased, or goes with the import that made it. Both raise the shop's generation under the graph lock; whoever
 * remembers compares it in the transaction that relies on what it remembers.
 */

/** The generation, which stays as it is until `tx` ends. */
export async function holdGeneration(tx: Tx, shopId: number): Promise<number> {
  await shareGraph(tx, shopId);
  const { rows } = await sql<{ generation: number }>`
    select generation from customers.generations where shop_id = ${shopId}`.execute(tx);
  return rows[0]?.generation ?? 0;
}

/** Outdates what any server remembers of the shop's persons and products. Needs `lockGraph`. */
export async function raiseGeneration(tx: Tx, shopId: number): Promise<void> {
  await sql`
    insert into customers.generations as g (shop_id, generation) values (${shopId}, 1)
    on conflict (shop_id) do update set generation = g.generation + 1`.execute(tx);
}
