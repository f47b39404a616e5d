import { type Db, type Tx, withShop } from './postgres.ts';

/** A writer that loses five times in a row is not in another's way, it is in everybody's. */
const mostTries = 5;

/** Deadlock, serialization failure: PostgreSQL took the transaction back for the sake of another. */
const inTheWay = /^(?:40P01|40001)$/;

/**
 * `withShop` for long writers that may meet others: a transaction that PostgreSQL took back because two waited for each
 * other is begun again. `work` must do nothing outside its transaction that may not be done twice.
 */
export const withShopAgain = <T>(db: Db, shopId: number, work: (tx: Tx) => Promise<T>): Promise<T> =>
  orAgain(() => withShop(db, shopId, work));

/** The same for one statement that is a transaction of its own. */
export async function orAgain<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === mostTries || !inTheWay.test(String((error as { code?: unknown }).code))) throw error;
    }
  }
}
