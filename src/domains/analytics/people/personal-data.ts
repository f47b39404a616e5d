import { withShop } from '../../../platform/db/postgres.ts';
import type { PersonalData } from '../../compliance/index.ts';
import { dropBuilds, lockBuilds } from './build-store.ts';

/**
 * What every customer was counted as. It is made of orders and persons and shows nothing of its own; an erasure takes
 * the rows out, and the next answer is counted anew. After the domains whose rows it is made of.
 */
export const peopleData: PersonalData = {
  name: 'people',
  holdings: async () => [],
  show: async () => ({}),
  async erase({ platform, shopId, personIds }) {
    await withShop(platform.db, shopId, async (tx) => {
      await lockBuilds(tx, shopId);
      await dropBuilds(tx, shopId);
      await platform.clickhouse.command(
        `ALTER TABLE {{local people}} DELETE
        WHERE shop_id = {shop:UInt32} AND customer_id IN {persons:Array(UInt32)} SETTINGS mutations_sync = 2`,
        { shop: shopId, persons: personIds },
      );
    });
  },
};
