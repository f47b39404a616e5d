import { sql } from 'kysely';
import type { MessageReason, MessageState } from '../../../contract/messaging.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { Message } from './message.ts';
import { messageColumns } from './message-store.ts';

export interface MessageFilter {
  readonly state?: string | undefined;
  readonly channel?: string | undefined;
  readonly template?: string | undefined;
  /** Of a customer's persons. */
  readonly personIds?: readonly number[] | undefined;
  /** Older than this message. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Newest first. */
export async function readMessages(tx: Tx, shopId: number, it: MessageFilter): Promise<Message[]> {
  const wanted = [
    ...(it.state === undefined ? [] : [sql`and state = ${it.state}`]),
    ...(it.channel === undefined ? [] : [sql`and channel = ${it.channel}`]),
    ...(it.template === undefined ? [] : [sql`and template = ${it.template}`]),
    ...(it.personIds === undefined ? [] : [sql`and person_id = any(${it.personIds}::integer[])`]),
    ...(it.before === undefined ? [] : [sql`and message_id < ${it.before}`]),
  ];
  const { rows } = await sql<Message>`
    select ${messageColumns} from messaging.messages
    where shop_id = ${shopId} ${sql.join(wanted, sql` `)} order by message_id desc limit ${it.limit}`.execute(
    tx,
  );
  return rows;
}

/** How many of those queued since then are in which state. */
export async function countStates(
  tx: Tx,
  shopId: number,
  since: Date,
): Promise<{ state: MessageState; count: number }[]> {
  const { rows } = await sql<{ state: MessageState; count: number }>`
    select state, count(*)::integer as count from messaging.messages
    where shop_id = ${shopId} and queued_at >= ${since} group by state order by state`.execute(tx);
  return rows;
}

export interface Step {
  readonly state: string;
  readonly reason: MessageReason | null;
  readonly code: number | null;
  readonly by: string;
  readonly at: Date;
}

export async function readSteps(tx: Tx, shopId: number, messageId: number): Promise<Step[]> {
  const { rows } = await sql<Step>`
    select state, reason, code, by, at from messaging.steps
    where shop_id = ${shopId} and message_id = ${messageId} order by step`.execute(tx);
  return rows;
}
