import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';

/** A message without a time, and when it came now. */
export interface Timeless {
  readonly messageId: string;
  readonly receivedAt: Date;
}

/**
 * When messages without a time of their own were first seen, ISO 8601: now, or what was noted before. The hash keeps an
 * id that is somebody's phone number out of the table. In one order of the hashes, so that two flushes never wait for
 * each other in a circle.
 */
export async function firstSeen(
  tx: Tx,
  shopId: number,
  messages: readonly Timeless[],
): Promise<Map<string, string>> {
  if (messages.length === 0) return new Map();
  const rows = messages.map(({ messageId, receivedAt }) => ({ hash: hashOf(messageId), at: receivedAt }));
  await note(tx, shopId, rows);
  const { rows: found } = await sql<{ hash: string; seen_at: Date }>`
    select encode(message_hash, 'hex') as hash, seen_at from ingest.first_seen
    where shop_id = ${shopId} and message_hash = any(
      array(select decode(h, 'hex') from json_array_elements_text(${JSON.stringify(rows.map((it) => it.hash))}::json) h))`.execute(
    tx,
  );
  const seen = new Map(found.map((row) => [row.hash, row.seen_at.toISOString()]));
  return new Map(messages.map(({ messageId }, n) => [messageId, seen.get(rows[n]!.hash)!]));
}

/**
 * Of those messages the ids that this was not asked of before: what a message adds to a count, it adds once, though it
 * leaves no row by which a retry is known. Its notes lie beside the times, under other hashes.
 */
export async function countedFirst(
  tx: Tx,
  shopId: number,
  messages: readonly Timeless[],
): Promise<Set<string>> {
  if (messages.length === 0) return new Set();
  const ids = new Map(messages.map((it) => [hashOf(`counted ${it.messageId}`), it]));
  const rows = [...ids].map(([hash, { receivedAt }]) => ({ hash, at: receivedAt }));
  const news = await note(tx, shopId, rows);
  return new Set(news.map((hash) => ids.get(hash)!.messageId));
}

/** The hashes that were not there yet. */
async function note(tx: Tx, shopId: number, rows: readonly { hash: string; at: Date }[]): Promise<string[]> {
  const { rows: news } = await sql<{ hash: string }>`
    insert into ingest.first_seen (shop_id, message_hash, seen_at)
    select ${shopId}, decode(r.hash, 'hex'), min(r.at)
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(hash text, at timestamptz) group by r.hash order by 2
    on conflict do nothing returning encode(message_hash, 'hex') as hash`.execute(tx);
  return news.map((it) => it.hash);
}

const hashOf = (id: string): string => createHash('sha256').update(id).digest('hex').slice(0, 32);
