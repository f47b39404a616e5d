import { sql } from 'kysely';
import { type Db, withShop } from '../db/postgres.ts';
import { readDataKeys } from './data-keys.ts';
import type { KeyManagement } from './key-management.ts';
import { holdFence } from './shop-keys.ts';

/**
 * Wraps every data key of a shop, old versions too, with another master key, in one transaction; those that have it
 * already stay. The data keys themselves do not change, so no value is sealed again. Answers how many were wrapped.
 */
export async function rewrapKeys(
  db: Db,
  shopId: number,
  { from, to }: { from: KeyManagement; to: KeyManagement },
): Promise<number> {
  return withShop(db, shopId, async (tx) => {
    await holdFence(tx, shopId);
    const keys = (await readDataKeys(tx, shopId)).filter((key) => key.masterId !== to.masterId);
    for (const { purpose, version, wrapped } of keys) {
      const context = { shopId, purpose, version };
      const again = await to.wrap(context, await from.unwrap(context, wrapped));
      await sql`
        update platform.data_keys set wrapped = ${again}, master_id = ${to.masterId}
        where shop_id = ${shopId} and purpose = ${purpose} and version = ${version}`.execute(tx);
    }
    return keys.length;
  });
}
