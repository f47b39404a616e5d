import { sql } from 'kysely';
import { type Db, withShop } from '../db/postgres.ts';
import { type DataKeyRow, readDataKeys } from './data-keys.ts';
import type { KeyManagement } from './key-management.ts';
import { holdFence } from './shop-keys.ts';

type Masters = { readonly from: KeyManagement; readonly to: KeyManagement };

/**
 * Wraps every data key of a shop, old versions too, with another master key, once new ones are wrapped with it already;
 * those that have it stay. The data keys themselves do not change, so no value is sealed again. A KMS is asked outside
 * any transaction: the shop's writers wait for one update, not for the network. Answers how many were wrapped.
 */
export async function rewrapKeys(db: Db, shopId: number, masters: Masters): Promise<number> {
  const keys = await withShop(db, shopId, (tx) => readDataKeys(tx, shopId));
  const old = keys.filter((key) => key.masterId !== masters.to.masterId);
  const anew = await Promise.all(
    old.map(async (key) => ({ ...key, wrapped: await rewrap(shopId, key, masters) })),
  );
  await withShop(db, shopId, async (tx) => {
    await holdFence(tx, shopId);
    for (const { purpose, version, wrapped } of anew)
      await sql`
        update platform.data_keys set wrapped = ${wrapped}, master_id = ${masters.to.masterId}
        where shop_id = ${shopId} and purpose = ${purpose} and version = ${version}`.execute(tx);
  });
  return anew.length;
}

async function rewrap(shopId: number, { purpose, version, wrapped }: DataKeyRow, { from, to }: Masters) {
  const context = { shopId, purpose, version };
  return to.wrap(context, await from.unwrap(context, wrapped));
}
