import { sql } from 'kysely';
import type { Tx } from '../db/postgres.ts';

/** Ids in one batch: 2,000 orders with their lines are about 10 MB of JSON, one insert of ClickHouse. */
export const batchSize = 2000;

/**
 * Notes, in the caller's transaction, that rows `ids` of `kind` changed and ClickHouse does not know yet. Whoever
 * committed then calls `mirror.payOff(shopId)`; after a crash in between, the next start or sweep does.
 */
export async function owe(tx: Tx, shopId: number, kind: string, ids: Iterable<number>): Promise<void> {
  const chunks = inChunks([...new Set(ids)].sort((a, b) => a - b));
  if (chunks.length === 0) return;
  await sql`
    insert into platform.mirror_batches (shop_id, kind, ids)
    select ${shopId}, ${kind}, array(select id::bigint from json_array_elements_text(chunk) as id)
    from json_array_elements(${JSON.stringify(chunks)}::json) as chunk`.execute(tx);
}

function inChunks(ids: readonly number[]): number[][] {
  const count = Math.ceil(ids.length / batchSize);
  return Array.from({ length: count }, (_, n) => ids.slice(n * batchSize, (n + 1) * batchSize));
}
