import type { Platform } from '../../../platform/platform.ts';
import type { PersonalData } from '../../compliance/index.ts';

/** By which channel somebody first came, which is kept when their events have had their time. */
export const firstChannelData: PersonalData = {
  name: 'first-channels',
  async holdings({ platform, shopId, personIds }) {
    const count = (await readAll(platform, shopId, personIds)).length;
    return [
      { what: 'first-channels', label: { zh: '首次到访的渠道', en: 'Channel of the first visit' }, count },
    ];
  },
  show: async ({ platform, shopId, personIds }) => ({
    first_channels: await readAll(platform, shopId, personIds),
  }),
  erase: ({ platform, shopId, personIds }) =>
    platform.clickhouse.command(
      `ALTER TABLE {{local first_event_channels}} DELETE
      WHERE shop_id = {shop:UInt32} AND person_id IN {persons:Array(UInt32)} SETTINGS mutations_sync = 2`,
      { shop: shopId, persons: personIds },
    ),
};

const readAll = ({ clickhouse }: Platform, shopId: number, personIds: readonly number[]) =>
  clickhouse.query<object>({
    sql: `SELECT channel, corrected_time AS at FROM first_event_channels
WHERE shop_id = {shop:UInt32} AND person_id IN {persons:Array(UInt32)} ORDER BY person_id`,
    shopId,
    params: { persons: personIds },
  });
