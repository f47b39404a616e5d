import { sql } from 'kysely';
import type { Db } from '../../../platform/db/postgres.ts';
import { withShopAgain } from '../../../platform/db/with-shop-again.ts';

/** Lots looked at per transaction: a tenth of a second, in which customers who act at once wait. */
const piece = 200;

/**
 * Lets come what is due in a shop: pending points become active, active ones expire. Whoever acts on a customer does the
 * same for them first, so this only keeps stored balances, and what finance reads of them, near the clock. A signal ends it
 * behind the piece it is at.
 */
export async function settlePoints(
  db: Db,
  { shopId, at, signal }: { readonly shopId: number; readonly at: Date; readonly signal?: AbortSignal },
): Promise<number> {
  let settled = 0;
  while (signal?.aborted !== true) {
    const done = await withShopAgain(db, shopId, async (tx) => {
      const { rows } = await sql<{ done: number }>`
        select ledgers.points_settle_due(${shopId}, ${at}, ${piece}) as done`.execute(tx);
      return rows[0]!.done;
    });
    if (done === 0) break;
    settled += done;
  }
  return settled;
}
