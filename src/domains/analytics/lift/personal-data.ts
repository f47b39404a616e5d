import type { Platform } from '../../../platform/platform.ts';
import type { PersonalData } from '../../compliance/index.ts';

/** By which scores somebody was acted on. */
export const exposureData: PersonalData = {
  name: 'exposures',
  async holdings({ platform, shopId, personIds }) {
    const count = (await readAll(platform, shopId, personIds)).length;
    return [{ what: 'exposures', label: { zh: '按得分触达的记录', en: 'Acts by scores' }, count }];
  },
  show: async ({ platform, shopId, personIds }) => ({
    exposures: await readAll(platform, shopId, personIds),
  }),
  erase: ({ platform, shopId, personIds }) =>
    platform.clickhouse.command(
      `ALTER TABLE {{local exposures}} DELETE
      WHERE shop_id = {shop:UInt32} AND person_id IN {persons:Array(UInt32)} SETTINGS mutations_sync = 2`,
      { shop: shopId, persons: personIds },
    ),
};

const readAll = ({ clickhouse }: Platform, shopId: number, personIds: readonly number[]) =>
  clickhouse.query<object>({
    sql: `SELECT score, toString(day) AS day, way, is_held FROM exposures
WHERE shop_id = {shop:UInt32} AND person_id IN {persons:Array(UInt32)} ORDER BY day, score, way, person_id`,
    shopId,
    params: { persons: personIds },
  });
