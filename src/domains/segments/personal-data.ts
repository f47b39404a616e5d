import { findShopById } from '../../platform/auth/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import type { Platform } from '../../platform/platform.ts';
import { boundValues } from '../analytics/index.ts';
import type { PersonalData } from '../compliance/index.ts';
import { listLists } from './list-store.ts';
import { membersNowSql } from './members-sql.ts';
import { refreshSegments } from './refresh-segments.ts';
import { forgetMembers } from './refresh-store.ts';
import { listSegments } from './segment-store.ts';

/**
 * Which segments somebody is in, and was. After the persons and what they did are gone: everybody is counted anew without
 * them, and every refresh that held them goes, with their moves and the note that they were written about.
 */
export const segmentData: PersonalData = {
  name: 'segments',
  async holdings({ platform, shopId, personIds }) {
    const count = (await readOwn(platform, shopId, personIds)).length;
    const lists = (await readLists(platform, shopId, personIds)).length;
    return [
      { what: 'segments', label: { zh: '所属人群', en: 'Segments' }, count },
      { what: 'lists', label: { zh: '所在名单', en: 'Uploaded lists' }, count: lists },
    ];
  },
  show: async ({ platform, shopId, personIds }) => ({
    segments: await readOwn(platform, shopId, personIds),
    lists: await readLists(platform, shopId, personIds),
  }),
  async erase({ platform, shopId, personIds }) {
    const shop = await findShopById(platform.db, shopId);
    if (shop === undefined) return;
    const gone = (table: string, held: string) =>
      platform.clickhouse.command(
        `ALTER TABLE {{local ${table}}} DELETE WHERE shop_id = {shop:UInt32} AND ${held} SETTINGS mutations_sync = 2`,
        { shop: shopId, persons: personIds },
      );
    await gone('list_persons', 'person_id IN {persons:Array(UInt32)}');
    const { failed } = await refreshSegments({ platform, shop, cause: 'erased' });
    // Their members may hold the person: they go, and the segment has none until it is counted.
    const uncounted = failed.map(({ segmentId }) => segmentId);
    await withShop(platform.db, shopId, (tx) => forgetMembers(tx, shopId, uncounted));
    await gone('segment_moves', 'customer_id IN {persons:Array(UInt32)}');
    await gone('segment_members', 'hasAny(members, {persons:Array(UInt32)})');
    // What erasing wrote has touched them too; it is the last to go.
    await gone('touched_persons', 'person_id IN {persons:Array(UInt32)}');
  },
};

/** Names of the lists they stand on. */
async function readLists({ db, clickhouse }: Platform, shopId: number, personIds: readonly number[]) {
  const rows = await clickhouse.query<{ list_id: number }>({
    sql: `SELECT DISTINCT list_id FROM list_persons WHERE shop_id = {shop:UInt32} AND person_id IN {persons:Array(UInt32)} ORDER BY list_id`,
    ...{ shopId, params: { persons: personIds } },
  });
  const own = new Set(rows.map((row) => row.list_id));
  const lists = await withShop(db, shopId, (tx) => listLists(tx, shopId));
  return lists.filter(({ listId }) => own.has(listId)).map(({ listId, name }) => ({ list_id: listId, name }));
}

/** Names of the segments they are in now. */
async function readOwn({ db, clickhouse }: Platform, shopId: number, personIds: readonly number[]) {
  const segments = await withShop(db, shopId, (tx) => listSegments(tx, shopId));
  const own: { segment_id: number; name: string }[] = [];
  for (const { segmentId, refresh, name } of segments) {
    if (refresh === null) continue;
    const bound = boundValues('seg');
    const sql = `SELECT count() AS n FROM (${membersNowSql({ segmentId, refresh }, bound)}) WHERE customer_id IN {persons:Array(UInt32)}`;
    const [row] = await clickhouse.query<{ n: string }>({
      sql,
      shopId,
      params: { ...bound.params, persons: personIds },
    });
    if (row!.n !== '0') own.push({ segment_id: segmentId, name });
  }
  return own;
}
