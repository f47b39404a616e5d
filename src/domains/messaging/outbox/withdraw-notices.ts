import { sql } from 'kysely';
import { messageChannels } from '../../../contract/messaging.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { moveMessage } from './message-store.ts';

interface Withdrawing {
  readonly shopId: number;
  /** Under which the notices were queued. */
  readonly keys: readonly string[];
  readonly now: Date;
}

/** Cancels what waits of notices that hold no more, on every channel. What is on its way, or arrived, stays as it is. How many. */
export async function withdrawNotices(tx: Tx, { shopId, keys, now }: Withdrawing): Promise<number> {
  const all = keys.flatMap((key) => messageChannels.map((channel) => `${key}:${channel}`));
  const { rows } = await sql<{ id: number }>`
    select message_id as id from messaging.messages
    where shop_id = ${shopId} and key = any(${all}::text[]) and state = 'queued' order by message_id`.execute(
    tx,
  );
  let withdrawn = 0;
  for (const { id } of rows) {
    const move = { state: 'cancelled', from: ['queued'], reason: null, by: 'system', at: now } as const;
    if (await moveMessage(tx, shopId, { ...move, messageId: id })) withdrawn += 1;
  }
  return withdrawn;
}
