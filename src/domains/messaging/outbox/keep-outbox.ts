import { setTimeout as sleep } from 'node:timers/promises';
import { listAllShops } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { withShopAgain } from '../../../platform/db/with-shop-again.ts';
import { faultOf } from '../../../platform/faults/fault.ts';
import type { Platform } from '../../../platform/platform.ts';
import { moveMessage, readAbandoned, readDue, readMessage } from './message-store.ts';
import { retryAt } from './retry-rules.ts';
import { sendMessage } from './send-message.ts';
import { tellOutcomes } from './tell-outcomes.ts';

/** A message that is queued is looked at so long later, where there is nothing else to do. */
const LOOK_MS = 1_000;

/** Shops visited side by side: one whose server hangs holds its own place, and the others go on. */
const SHOPS_AT_ONCE = 16;

/** Messages of a shop and channel on their way at once; as many may be sent twice when the process is killed. */
const AT_ONCE = 8;

/** Taken from the list of a channel at once: the list is asked for anew behind them. */
const PIECE = 200;

/** No message is begun later in a visit: then it is the turn of others. */
const VISIT_MS = 5_000;

/** Sends what is due, in every shop, for as long as a server lives. */
export async function keepOutbox(platform: Platform, signal: AbortSignal): Promise<void> {
  const visits = new Map<number, Promise<void>>();
  const visit = async (shopId: number) => {
    await sendDue(platform, { shopId, signal }).catch((err: unknown) => {
      if (!signal.aborted) platform.log.warn({ err, shopId }, 'messages of a shop broke off');
    });
    visits.delete(shopId);
  };
  while (!signal.aborted) {
    const shops = await listAllShops(platform.db).catch((err: unknown) => {
      platform.log.warn({ err }, 'messages could not be looked at');
      return [];
    });
    for (const { shopId } of shops) {
      if (visits.has(shopId)) continue;
      if (visits.size >= SHOPS_AT_ONCE) await Promise.race(visits.values());
      if (signal.aborted) break;
      visits.set(shopId, visit(shopId));
    }
    await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => {});
  }
  await Promise.all(visits.values());
}

/**
 * One visit of a shop: takes back what the dead left, sends what is due for as long as the visit lasts, tells what came of it.
 * How many were taken.
 */
export async function sendDue(
  platform: Platform,
  { shopId, signal }: { readonly shopId: number; readonly signal?: AbortSignal },
): Promise<number> {
  const { db, clock } = platform;
  const isOver = overAfter(VISIT_MS, signal);
  await takeBackAbandoned(platform, shopId);
  let sent = 0;
  for (;;) {
    const asked = { now: clock.now(), limit: PIECE };
    const due = await withShop(db, shopId, (tx) => readDue(tx, shopId, asked));
    const taken = await Promise.all(due.map((ids) => sendAll(platform, { shopId, due: ids, isOver })));
    const all = taken.reduce((sum, count) => sum + count, 0);
    sent += all;
    if (due.every((ids) => ids.length < PIECE) || all === 0 || isOver()) break;
  }
  await tellOutcomes(platform, shopId);
  return sent;
}

function overAfter(milliseconds: number, signal: AbortSignal | undefined): () => boolean {
  const end = performance.now() + milliseconds;
  return () => signal?.aborted === true || performance.now() > end;
}

interface SendingAll {
  readonly shopId: number;
  readonly due: readonly number[];
  readonly isOver: () => boolean;
}

/** Messages of one channel, so many at once. */
async function sendAll(platform: Platform, { shopId, due, isOver }: SendingAll): Promise<number> {
  const waiting = due.values();
  let taken = 0;
  const work = async () => {
    for (const messageId of waiting) {
      if (isOver()) return;
      if (await sendOrPutOff(platform, { shopId, messageId })) taken += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return taken;
}

interface One {
  readonly shopId: number;
  readonly messageId: number;
}

/** One that cannot be taken (a value that does not open) must not hold up those behind it; a database away is no fault of it. */
async function sendOrPutOff(platform: Platform, one: One): Promise<boolean> {
  try {
    return await sendMessage(platform, one);
  } catch (err) {
    if (faultOf(err) !== undefined) throw err;
    platform.log.warn({ err, ...one }, 'a message broke off');
    return putOff(platform, one);
  }
}

/** As a try that failed; false where it is on its way: then its claim runs out. */
const putOff = ({ db, clock }: Platform, { shopId, messageId }: One): Promise<boolean> =>
  withShopAgain(db, shopId, async (tx) => {
    const message = await readMessage(tx, shopId, messageId);
    if (message === undefined) return false;
    const { attempts, validUntil } = message;
    const now = clock.now();
    const dueAt = retryAt(attempts + 1, now, validUntil);
    return moveMessage(tx, shopId, {
      ...{ messageId, attempts, from: ['queued'], counts: 1, reason: 'broke-off', dueAt },
      ...{ state: dueAt === undefined ? 'failed' : 'queued', by: 'system', at: now },
    });
  });

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
