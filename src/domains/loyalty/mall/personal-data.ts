import { sql } from 'kysely';
import { withShop } from '../../../platform/db/postgres.ts';
import type { PersonalData, Showing } from '../../compliance/index.ts';
import { moveStock } from '../../ledgers/index.ts';

/** What somebody took from the points mall. What they hold goes back to stock; what they had stays, as that of nobody. */
export const mallData: PersonalData = {
  name: 'mall-redemptions',
  async holdings(showing) {
    const count = (await readAll(showing)).length;
    return [{ what: 'mall-redemptions', label: { zh: '积分兑换', en: 'taken from the points mall' }, count }];
  },
  show: async (showing) => ({ mall_redemptions: await readAll(showing) }),
  async erase({ platform, shopId, personIds }) {
    await withShop(platform.db, shopId, async (tx) => {
      const { rows } = await sql<{ stockId: number; count: number }>`
        with ended as (
          update loyalty.mall_redemptions set state = 'cancelled', decided_at = ${platform.clock.now()}
          where shop_id = ${shopId} and person_id = any(${personIds}::integer[]) and state = 'held'
          returning item_id, count)
        select i.stock_id as "stockId", sum(e.count)::bigint as count from ended e
        join loyalty.mall_items i on i.shop_id = ${shopId} and i.item_id = e.item_id
        group by 1 order by 1`.execute(tx);
      for (const { stockId, count } of rows) await moveStock(tx, shopId, { stockId, move: 'release', count });
      await sql`update loyalty.mall_redemptions set person_id = 0, key = null
        where shop_id = ${shopId} and person_id = any(${personIds}::integer[])`.execute(tx);
    });
  },
};

async function readAll({ tx, shopId, personIds }: Showing): Promise<object[]> {
  const { rows } = await sql<object>`
    select i.name, r.count, r.points, r.money_minor, r.state, r.held_at, r.decided_at
    from loyalty.mall_redemptions r join loyalty.mall_items i on i.shop_id = r.shop_id and i.item_id = r.item_id
    where r.shop_id = ${shopId} and i.shop_id = ${shopId} and r.person_id = any(${personIds}::integer[])
    order by r.redemption_id`.execute(tx);
  return rows;
}
