import { sql } from 'kysely';
import { withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { PersonalData } from '../../compliance/index.ts';
import { calledOff } from './run-model.ts';

/**
 * What models said of somebody. A run under way may have read them already, so it is called off: its scores are never
 * read, and it is run again. What models learnt of the whole shop names nobody and stays.
 */
export const scoreData: PersonalData = {
  name: 'scores',
  async holdings({ platform, shopId, personIds }) {
    const count = (await readAll(platform, shopId, personIds)).length;
    return [{ what: 'scores', label: { zh: '模型得分', en: 'scores by models' }, count }];
  },
  show: async ({ platform, shopId, personIds }) => ({ scores: await readAll(platform, shopId, personIds) }),
  async erase({ platform, shopId, personIds }) {
    await withShop(platform.db, shopId, (tx) =>
      sql`update analytics.model_runs set status = 'failed', finished_at = ${platform.clock.now()},
          problem = ${JSON.stringify({ code: calledOff.code, message: calledOff.message })}::jsonb
        where shop_id = ${shopId} and status = 'running'`.execute(tx),
    );
    await platform.clickhouse.command(
      `ALTER TABLE {{local scores}} DELETE
      WHERE shop_id = {shop:UInt32} AND customer_id IN {persons:Array(UInt32)} SETTINGS mutations_sync = 2`,
      { shop: shopId, persons: personIds },
    );
  },
};

/** Of every run that is kept: models by some dozen codes on some sixty days. */
const readAll = ({ clickhouse }: Platform, shopId: number, personIds: readonly number[]) =>
  clickhouse.query<object>({
    sql: `SELECT score, toString(as_of) AS as_of, value, word, low, high, model, version FROM scores
WHERE shop_id = {shop:UInt32} AND customer_id IN {persons:Array(UInt32)} ORDER BY score, as_of, run_id, customer_id`,
    shopId,
    params: { persons: personIds },
  });
