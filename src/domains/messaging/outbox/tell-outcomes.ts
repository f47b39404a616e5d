import { sql } from 'kysely';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import { tellEvents } from '../../ingest/index.ts';
import type { Message } from './message.ts';
import { messageColumns } from './message-store.ts';

/** Messages told at once: one insert. */
const PIECE = 1_000;

/** The name of what came of a message, as an event of the person; marketing under the name the market knows. */
const nameOf = ({ state, purpose }: Message): string => {
  const what = purpose === 'marketing' ? 'Campaign Message' : 'Service Message';
  return `${what} ${state === 'sent' ? 'Sent' : state === 'refused' ? 'Held Back' : state === 'cancelled' ? 'Cancelled' : 'Failed'}`;
};

/**
 * What came of messages enters by the one door, as events without personal values, so that it can be counted and
 * segmented by. Told first, noted then: after a crash between the two the same events are told again, and are the same.
 */
export async function tellOutcomes(platform: Platform, shopId: number): Promise<void> {
  for (;;) {
    const ended = await withShop(platform.db, shopId, (tx) => readUntold(tx, shopId));
    if (ended.length === 0) return;
    await tellEvents(platform, shopId, ended.map(eventOf));
    await withShop(platform.db, shopId, (tx) => noteTold(tx, shopId, ended));
    if (ended.length < PIECE) return;
  }
}

const eventOf = (message: Message) => ({
  ...{ personId: message.personId, name: nameOf(message), channel: message.channel },
  messageId: `message:${message.messageId}:${message.endedAt!.getTime()}`,
  at: message.endedAt!.toISOString(),
  properties: {
    ...{ message: message.messageId, template: message.template, version: message.version },
    ...{ purpose: message.purpose, reason: message.reason ?? '', attempts: message.attempts },
  },
});

async function readUntold(tx: Tx, shopId: number): Promise<Message[]> {
  const { rows } = await sql<Message>`
    select ${messageColumns} from messaging.messages
    where shop_id = ${shopId} and ended_at is not null and not is_told order by message_id limit ${PIECE}`.execute(
    tx,
  );
  return rows;
}

/** Only those that still stand as told: one that somebody retried meanwhile will have another end. */
async function noteTold(tx: Tx, shopId: number, ended: readonly Message[]): Promise<void> {
  const told = ended.map(({ messageId, endedAt }) => ({ id: messageId, at: endedAt }));
  await sql`
    update messaging.messages m set is_told = true
    from json_to_recordset(${JSON.stringify(told)}::json) as t(id bigint, at timestamptz)
    where m.shop_id = ${shopId} and m.message_id = t.id and date_trunc('milliseconds', m.ended_at) = t.at`.execute(
    tx,
  );
}
