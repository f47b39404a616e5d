import { sql } from 'kysely';
import { withShop } from '../../platform/db/postgres.ts';
import type { PersonalData, Showing } from '../compliance/index.ts';

/** Messages go with the person; that they were contacted stays nowhere but in what compliance must prove. */
export const messagingData: PersonalData = {
  name: 'messages',
  async holdings({ tx, shopId, personIds }) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::integer as count from messaging.messages
      where shop_id = ${shopId} and person_id = any(${personIds}::integer[])`.execute(tx);
    return [{ what: 'messages', label: { zh: '消息', en: 'messages' }, count: rows[0]!.count }];
  },
  show: async (showing) => ({ messages: await readAll(showing) }),
  async erase({ platform, shopId, personIds }) {
    await withShop(platform.db, shopId, (tx) =>
      sql`delete from messaging.messages
        where shop_id = ${shopId} and person_id = any(${personIds}::integer[])`.execute(tx),
    );
  },
};

async function readAll({ tx, shopId, personIds }: Showing): Promise<object[]> {
  const { rows } = await sql<object>`
    select channel, purpose, template, version, "values", state, reason, queued_at, ended_at, read_at
    from messaging.messages where shop_id = ${shopId} and person_id = any(${personIds}::integer[])
    order by message_id`.execute(tx);
  return rows;
}
