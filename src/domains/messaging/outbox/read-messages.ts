import { sql } from 'kysely';
import { type MessageReason, type MessageState, messageStates } from '../../../contract/messaging.ts';
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

/** So far is counted, of each state. */
const MOST = 10_000;

export interface StateCount {
  readonly state: MessageState;
  /** 10,000 at most. */
  readonly count: number;
  readonly more: boolean;
}

/**
 * How many of those queued since then are in which state; states of none are left out. Of each state the newest are looked
 * at, as numbers and times of queueing go up together: a shop with millions does not wait for a figure nobody reads.
 */
export async function countStates(tx: Tx, shopId: number, since: Date): Promise<StateCount[]> {
  const { rows } = await sql<{ state: MessageState; count: number }>`
    select s.state, n.count
    from unnest(${[...messageStates]}::text[]) with ordinality as s(state, place)
    cross join lateral (
      select count(*) filter (where newest.queued_at >= ${since})::integer as count
      from (
        select queued_at from messaging.messages
        where shop_id = ${shopId} and state = s.state order by message_id desc limit ${MOST + 1}) newest) n
    where n.count > 0 order by s.place`.execute(tx);
  return rows.map(({ state, count }) => ({ state, count: Math.min(count, MOST), more: count > MOST }));
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
