import { sql } from 'kysely';
import { countRows, dropInPieces, type RetentionHandler } from '../compliance/index.ts';

const due = (shopId: number, before: Date) => sql`messaging.messages m
  where m.shop_id = ${shopId} and m.ended_at < ${before}`;

/** Messages that came to their end before the term, with their steps; what waits is kept, whatever its age. */
export const messageRetention: RetentionHandler = {
  subject: 'messages',
  preview: (what) => countRows(what, sql`m.ended_at`, due(what.shop.shopId, what.before)),
  drop: ({ ...what }) =>
    dropInPieces(what, async (tx, limit) => {
      const { shopId } = what.shop;
      const { rows } = await sql`
        delete from messaging.messages where shop_id = ${shopId} and message_id in (
          select m.message_id from ${due(shopId, what.before)} order by m.message_id limit ${limit})
        returning message_id`.execute(tx);
      return rows.length;
    }),
};
