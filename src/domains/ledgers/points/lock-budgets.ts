import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';

/**
 * For a transaction with acts of several customers: bounds of the shop are locked before any customer, as every act does
 * with its own, or this one and an act wait for each other.
 */
export async function lockBudgets(tx: Tx, shopId: number, names: readonly string[]): Promise<void> {
  if (names.length > 0) await sql`select ledgers.lock_quotas(${shopId}, ${names}::text[])`.execute(tx);
}
