import { type RawBuilder, sql } from 'kysely';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import type { Retaining, WouldGo } from './retention-handler.ts';

/** Rows of one transaction: a second or so, well under the 30 s a statement may take. */
const PIECE = 10_000;

/** Runs `drop` (at most `limit` rows a call) in transactions of their own until nothing is left; how many rows went. */
export async function dropInPieces(
  { platform, shop, onDropped }: Retaining,
  drop: (tx: Tx, limit: number) => Promise<number>,
): Promise<number> {
  for (let total = 0; ; ) {
    const dropped = await withShop(platform.db, shop.shopId, (tx) => drop(tx, PIECE));
    total += dropped;
    onDropped?.(total);
    if (dropped < PIECE) return total;
  }
}

/** Counts rows and finds the oldest of `at`. `rows`: what stands behind FROM, alias included. */
export async function countRows(
  { platform, shop }: Omit<Retaining, 'runId'>,
  at: RawBuilder<unknown>,
  rows: RawBuilder<unknown>,
): Promise<WouldGo> {
  const found = await withShop(platform.db, shop.shopId, (tx) =>
    sql<{
      rows: number;
      oldest: Date | null;
    }>`select count(*) as rows, min(${at}) as oldest from ${rows}`.execute(tx),
  );
  const { rows: count, oldest } = found.rows[0]!;
  return { rows: count, oldest: oldest?.toISOString() ?? null };
}
