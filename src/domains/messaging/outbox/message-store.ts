import { type RawBuilder, sql } from 'kysely';
import { messageChannels } from '../../../contract/messaging.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { Message, Move } from './message.ts';

export const messageColumns = sql`message_id as "messageId", person_id as "personId", channel, purpose, template, version,
  "values", state, reason, attempts, due_at as "dueAt", valid_until as "validUntil", language, queued_by as "queuedBy",
  queued_at as "queuedAt", ended_at as "endedAt", read_at as "readAt"`;

/**
 * Messages whose time has come, by channel, the longest due first; at most `limit` of each channel, none of one that is left
 * alone, one of one that was.
 */
export async function readDue(
  tx: Tx,
  shopId: number,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<number[][]> {
  const { rows } = await sql<{ channel: string; id: number }>`
    select c.channel, d.id
    from unnest(${[...messageChannels]}::text[]) as c(channel)
    left join messaging.channels s on s.shop_id = ${shopId} and s.channel = c.channel
    cross join lateral (
      select message_id as id, due_at from messaging.messages m
      where m.shop_id = ${shopId} and m.channel = c.channel and m.state = 'queued' and m.due_at <= ${now}
      order by m.due_at, m.message_id limit case when s.failures > 0 then 1 else ${limit}::int end) d
    where s.aside_until is null or s.aside_until <= ${now}
    order by c.channel, d.due_at, d.id`.execute(tx);
  return [...Map.groupBy(rows, ({ channel }) => channel).values()].map((of) => of.map(({ id }) => id));
}

/** Whoever takes a message and dies is given up after this; a send is cut off after half of it (SEND_MS). */
const CLAIM_MS = 180_000;

/**
 * Takes a message that is due; undefined where somebody else has it, or had, or its channel is left alone. The statement is
 * the claim.
 */
export async function claimMessage(
  tx: Tx,
  shopId: number,
  { messageId, now }: { readonly messageId: number; readonly now: Date },
): Promise<Message | undefined> {
  const until = new Date(now.getTime() + CLAIM_MS);
  const { rows } = await sql<Message>`
    update messaging.messages m set state = 'sending', reason = null, claimed_until = ${until}, attempts = attempts + 1
    where shop_id = ${shopId} and message_id = ${messageId} and state = 'queued' and due_at <= ${now}
      and not exists (select from messaging.channels c
        where c.shop_id = ${shopId} and c.channel = m.channel and c.aside_until > ${now})
    returning ${messageColumns}`.execute(tx);
  return rows[0];
}

/** Messages whose taker died between taking and telling: whether they were sent nobody knows. */
export async function readAbandoned(tx: Tx, shopId: number, now: Date): Promise<Message[]> {
  const { rows } = await sql<Message>`
    select ${messageColumns} from messaging.messages
    where shop_id = ${shopId} and state = 'sending' and claimed_until <= ${now}
    order by claimed_until limit 1000`.execute(tx);
  return rows;
}

export interface Moving extends Move {
  readonly messageId: number;
  /** The states it may be moved from. */
  readonly from: readonly string[];
  /** Of the claim that moves it: another's has a higher one. */
  readonly attempts?: number | undefined;
  /** -1: not handed over after all, the attempt does not count; 1: an attempt that came to nothing before it was taken. */
  readonly counts?: 1 | -1 | undefined;
  /** The language it was written in, and the version of the template that gave it. */
  readonly language?: 'zh' | 'en' | undefined;
}

/** Moves a message and writes it down; false where it is not what it was taken for. One statement. */
export async function moveMessage(tx: Tx, shopId: number, it: Moving): Promise<boolean> {
  const isOver = it.state !== 'queued' && it.state !== 'sending';
  const { rows } = await sql`
    with moved as (
      update messaging.messages set state = ${it.state}, reason = ${it.reason}, claimed_until = null,
        due_at = coalesce(${it.dueAt ?? null}::timestamptz, due_at), ended_at = ${isOver ? it.at : null}::timestamptz,
        is_told = false, language = coalesce(${it.language ?? null}, language),
        attempts = attempts + ${it.counts ?? 0}::integer
      where shop_id = ${shopId} and message_id = ${it.messageId} and state = any(${it.from}::text[])
        and (${it.attempts ?? null}::integer is null or attempts = ${it.attempts ?? null})
      returning shop_id, message_id)
    insert into messaging.steps (shop_id, message_id, step, state, reason, code, by, at)
    select shop_id, message_id, ${nextStep(shopId, it.messageId)}, ${it.state}, ${it.reason}, ${it.code ?? null}::integer,
      ${it.by}, ${it.at} from moved
    returning step`.execute(tx);
  return rows.length > 0;
}

/** Writes down that a message is on its way now; the claim, in the same transaction, has its row. */
export async function noteSending(
  tx: Tx,
  shopId: number,
  { messageId, now }: { readonly messageId: number; readonly now: Date },
): Promise<void> {
  await sql`
    insert into messaging.steps (shop_id, message_id, step, state, by, at)
    select ${shopId}::integer, ${messageId}::bigint, ${nextStep(shopId, messageId)}, 'sending', 'system', ${now}`.execute(
    tx,
  );
}

/** The row of the message is locked by the move, so that no two steps get one number. */
const nextStep = (shopId: number, messageId: number): RawBuilder<unknown> => sql`(
  select coalesce(max(s.step), 0) + 1 from messaging.steps s
  where s.shop_id = ${shopId} and s.message_id = ${messageId})`;

export async function readMessage(tx: Tx, shopId: number, messageId: number): Promise<Message | undefined> {
  const { rows } = await sql<Message>`
    select ${messageColumns} from messaging.messages
    where shop_id = ${shopId} and message_id = ${messageId}`.execute(tx);
  return rows[0];
}
