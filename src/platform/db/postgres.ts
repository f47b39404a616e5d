import { type Kysely, sql, type Transaction } from 'kysely';
import { allowLastActs, runLastActs } from './before-commit.ts';

/**
 * A pool of PostgreSQL connections as the application's role (shuke_app): no owner, no superuser, no BYPASSRLS.
 * Tables of a domain are typed where they are used: `tx.withTables<OrderTables>()`, or by the row type of a `sql` text.
 */
// biome-ignore lint/complexity/noBannedTypes: Kysely's own way to say "no tables known yet"
export type Db = Kysely<{}>;

/** A transaction inside which `app.shop_id` is set, so that row-level security shows one shop's rows only. */
// biome-ignore lint/complexity/noBannedTypes: as above
export type Tx = Transaction<{}>;

/**
 * Runs `work` in one transaction that sees the rows of `shopId` and no others (FORCE ROW LEVEL SECURITY reads
 * `app.shop_id`). Shop tables are reached in no other way; without it every shop table looks empty. What `work` left
 * for last (`beforeCommit`) is done when it is through.
 */
export async function withShop<T>(db: Db, shopId: number, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await setShop(shopId).execute(tx);
    allowLastActs(tx);
    const answer = await work(tx);
    await runLastActs(tx);
    return answer;
  });
}

/** As SET LOCAL, which Citus passes on to the workers that hold the shop's rows; a call of set_config it does not. */
function setShop(shopId: number) {
  if (!Number.isSafeInteger(shopId)) throw new TypeError('A shop is named by a whole number.');
  return sql.raw(`set local app.shop_id = '${shopId}'`);
}
