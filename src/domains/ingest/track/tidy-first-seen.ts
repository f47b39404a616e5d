import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { listAllShops } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';

const DAY = 24 * 3_600_000;

/**
 * How long it is remembered when a message without a time of its own came first. A client that sends it again later
 * makes another event of it: libraries give up within twelve hours, and a browser's storage within a week or so.
 */
export const REMEMBERED_DAYS = 90;

/** Rows a transaction: 100 bytes each; a flush that waits for one waits for milliseconds. */
const PIECE = 10_000;

/** Forgets what is older, in every shop, at once and every day while a server lives. */
export async function tidyFirstSeen(platform: Platform, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await forgetOld(platform, signal).catch((err: unknown) =>
      platform.log.warn({ err }, 'old first sights of messages wait for tomorrow'),
    );
    await sleep(DAY, undefined, { signal, ref: false }).catch(() => {});
  }
}

async function forgetOld(platform: Platform, signal: AbortSignal): Promise<void> {
  const before = new Date(platform.clock.now().getTime() - REMEMBERED_DAYS * DAY);
  for (const { shopId } of await listAllShops(platform.db))
    while (!signal.aborted && (await forgetPiece(platform, shopId, before)) === PIECE);
}

/** Rows that went. */
async function forgetPiece({ db }: Platform, shopId: number, before: Date): Promise<number> {
  const { numAffectedRows } = await withShop(db, shopId, (tx) =>
    sql`delete from ingest.first_seen where shop_id = ${shopId} and message_hash = any(array(
      select message_hash from ingest.first_seen where shop_id = ${shopId} and seen_at < ${before}
      order by message_hash limit ${PIECE}))`.execute(tx),
  );
  return Number(numAffectedRows ?? 0n);
}
