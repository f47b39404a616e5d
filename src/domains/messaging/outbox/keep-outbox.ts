import { setTimeout as sleep } from 'node:timers/promises';
import { listAllShops } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { withShopAgain } from '../../../platform/db/with-shop-again.ts';
import type { Platform } from '../../../platform/platform.ts';
import { moveMessage, readAbandoned, readDue } from './message-store.ts';
import { retryAt } from './retry-rules.ts';
import { sendMessage } from './send-message.ts';
import { tellOutcomes } from './tell-outcomes.ts';

/** A message that is queued is looked at so long later, where there is nothing else to do. */
const LOOK_MS = 1_000;

/** Messages on their way at once, of one process: as many may be sent twice when it is killed. */
const AT_ONCE = 8;

/** Taken from the list at once: the list is asked for anew behind them. */
const PIECE = 200;

/** Sends what is due, in every shop, for as long as a server lives. */
export async function keepOutbox(platform: Platform, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const shops = await listAllShops(platform.db).catch((err: unknown) => {
      platform.log.warn({ err }, 'messages could not be looked at');
      return [];
    });
    for (const { shopId } of shops) {
      if (signal.aborted) return;
      await sendDue(platform, { shopId, signal }).catch((err: unknown) => {
        if (!signal.aborted) platform.log.warn({ err, shopId }, 'messages of a shop broke off');
      });
    }
    await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => {});
  }
}

/** One round over a shop: takes back what the dead left, sends what is due, tells what came of it. How many were taken. */
export async function sendDue(
  platform: Platform,
  { shopId, signal }: { readonly shopId: number; readonly signal?: AbortSignal },
): Promise<number> {
  const { db, clock } = platform;
  await takeBackAbandoned(platform, shopId);
  let sent = 0;
  for (;;) {
    const asked = { now: clock.now(), limit: PIECE };
    const due = await withShop(db, shopId, (tx) => readDue(tx, shopId, asked));
    const taken = await sendAll(platform, { shopId, due, signal });
    sent += taken;
    if (due.length < PIECE || taken === 0 || signal?.aborted === true) break;
  }
  await tellOutcomes(platform, shopId);
  return sent;
}

interface SendingAll {
  readonly shopId: number;
  readonly due: readonly number[];
  readonly signal?: AbortSignal | undefined;
}

/** So many at once; one that throws (a database away) leaves its message to the next round. */
async function sendAll(platform: Platform, { shopId, due, signal }: SendingAll): Promise<number> {
  const waiting = due.values();
  let taken = 0;
  const work = async () => {
    for (const messageId of waiting) {
      if (signal?.aborted === true) return;
      if (await sendMessage(platform, { shopId, messageId })) taken += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return taken;
}

/** What was taken by somebody who died: perhaps it was sent. It goes again, under its number, and the record says so. */
async function takeBackAbandoned({ db, clock }: Platform, shopId: number): Promise<void> {
  const now = clock.now();
  const abandoned = await withShop(db, shopId, (tx) => readAbandoned(tx, shopId, now));
  for (const { messageId, attempts, validUntil } of abandoned) {
    const dueAt = retryAt(attempts, now, validUntil) === undefined ? undefined : now;
    await withShopAgain(db, shopId, (tx) =>
      moveMessage(tx, shopId, {
        ...{ messageId, attempts, from: ['sending'], reason: 'unknown-outcome', dueAt },
        ...{ state: dueAt === undefined ? 'failed' : 'queued', by: 'system', at: now },
      }),
    );
  }
}
