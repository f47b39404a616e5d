import { sql } from 'kysely';
import { messageChannels } from '../../../contract/messaging.ts';
import type { Tx } from '../../../platform/db/postgres.ts';

/** Whether a notice of this key had gone out by an instant, by any channel; what was refused, failed or waits has not. */
export async function wasSent(
  tx: Tx,
  shopId: number,
  { key, by }: { readonly key: string; readonly by: Date },
): Promise<boolean> {
  const keys = messageChannels.map((channel) => `${key}:${channel}`);
  const { rows } = await sql`
    select from messaging.messages
    where shop_id = ${shopId} and key = any(${keys}::text[]) and state = 'sent' and ended_at <= ${by} limit 1`.execute(
    tx,
  );
  return rows.length > 0;
}
