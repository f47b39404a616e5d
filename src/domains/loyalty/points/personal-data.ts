import { sql } from 'kysely';
import { withShop } from '../../../platform/db/postgres.ts';
import type { PersonalData, Showing } from '../../compliance/index.ts';
import { forgetApprovals } from './approval-store.ts';

/** What staff asked for somebody; what orders earned stays with the orders, as those of nobody. */
export const pointsRulesData: PersonalData = {
  name: 'points-approvals',
  async holdings(showing) {
    const count = (await readAll(showing)).length;
    return [{ what: 'points-approvals', label: { zh: '积分调整申请', en: 'adjustments asked for' }, count }];
  },
  show: async (showing) => ({ points_approvals: await readAll(showing) }),
  async erase({ platform, shopId, personIds }) {
    await withShop(platform.db, shopId, async (tx) => {
      await forgetApprovals(tx, shopId, personIds);
      await sql`update loyalty.order_points set person_id = 0
        where shop_id = ${shopId} and person_id = any(${personIds}::integer[])`.execute(tx);
    });
  },
};

async function readAll({ tx, shopId, personIds }: Showing): Promise<object[]> {
  const { rows } = await sql<object>`
    select points, reason, state, asked_at, decided_at from loyalty.points_approvals
    where shop_id = ${shopId} and person_id = any(${personIds}::integer[]) order by approval_id`.execute(tx);
  return rows;
}
