import { sql } from 'kysely';
import { withShop } from '../../../platform/db/postgres.ts';
import type { PersonalData, Showing } from '../../compliance/index.ts';

/** On which tier somebody stood, and why it changed. Goes whole: a tier of nobody is no promise. */
export const tierData: PersonalData = {
  name: 'tiers',
  async holdings(showing) {
    const count = (await readAll(showing)).length;
    return [{ what: 'tier-moves', label: { zh: '会员等级变动', en: 'moves between tiers' }, count }];
  },
  show: async (showing) => ({
    tier_standing: await readStandings(showing),
    tier_moves: await readAll(showing),
  }),
  async erase({ platform, shopId, personIds }) {
    await withShop(platform.db, shopId, async (tx) => {
      for (const table of ['tier_notices', 'tier_moves', 'tier_standings'])
        await sql`delete from loyalty.${sql.raw(table)}
          where shop_id = ${shopId} and person_id = any(${personIds}::integer[])`.execute(tx);
    });
  },
};

async function readAll({ tx, shopId, personIds }: Showing): Promise<object[]> {
  const { rows } = await sql<object>`
    select day, from_tier, to_tier, reason, figure from loyalty.tier_moves
    where shop_id = ${shopId} and person_id = any(${personIds}::integer[]) order by at, move`.execute(tx);
  return rows;
}

async function readStandings({ tx, shopId, personIds }: Showing): Promise<object[]> {
  const { rows } = await sql<object>`
    select tier, since, figure, drop_on from loyalty.tier_standings
    where shop_id = ${shopId} and person_id = any(${personIds}::integer[]) and merged_into is null
    order by person_id`.execute(tx);
  return rows;
}
