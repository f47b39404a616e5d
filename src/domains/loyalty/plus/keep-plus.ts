import type { Shop } from '../../../platform/auth/index.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { withShopAgain } from '../../../platform/db/with-shop-again.ts';
import type { Platform } from '../../../platform/platform.ts';
import { settleSubscription } from './settle-plus.ts';
import { readDue, readUntold } from './subscription-store.ts';
import { tellRenewal } from './tell-renewal.ts';
import { tellingOf } from './tell-rules.ts';

/** Subscriptions that are looked up at once. */
const PIECE = 200;

/** Shops take turns: what a large one still needs after so long goes on at the next turn, a minute later. */
const TURN_MS = 10_000;

export interface Keeping {
  readonly platform: Pick<Platform, 'db' | 'clock' | 'log'>;
  readonly shop: Pick<Shop, 'shopId' | 'timeZone' | 'currency'>;
  readonly signal: AbortSignal;
}

/**
 * What the calendar asks of subscriptions: notice of renewals to come, and the renewal or the end of what is paid. Each in a
 * transaction of its own, so that one that fails stands alone; several processes at it end the same.
 */
export async function keepPlus({ platform, shop, signal }: Keeping): Promise<void> {
  const { shopId } = shop;
  const now = platform.clock.now();
  const turn = AbortSignal.any([signal, AbortSignal.timeout(TURN_MS)]);
  const it = { platform, shopId, signal: turn };
  await each(it, {
    find: (tx, after) => readUntold(tx, shopId, { ...tellingOf(now), after, limit: PIECE }),
    act: (tx, subscriptionId) => tellRenewal(tx, { ...shop, subscriptionId, now }),
  });
  await each(it, {
    find: (tx, after) => readDue(tx, shopId, { at: now, after, limit: PIECE }),
    act: (tx, subscriptionId) => settleSubscription(tx, { ...shop, subscriptionId, now }),
  });
}

interface Work {
  find(tx: Tx, after: number): Promise<number[]>;
  act(tx: Tx, subscriptionId: number): Promise<void>;
}

async function each(
  {
    platform: { db, log },
    shopId,
    signal,
  }: Pick<Keeping, 'platform' | 'signal'> & { readonly shopId: number },
  { find, act }: Work,
): Promise<void> {
  for (let after = 0; !signal.aborted; ) {
    const found = await withShop(db, shopId, (tx) => find(tx, after));
    if (found.length === 0) return;
    for (const subscriptionId of found) {
      if (signal.aborted) return;
      await withShopAgain(db, shopId, (tx) => act(tx, subscriptionId)).catch((err: unknown) =>
        log.warn({ err, shopId, subscriptionId }, 'a subscription of PLUS could not be looked after'),
      );
    }
    after = found.at(-1)!;
  }
}
