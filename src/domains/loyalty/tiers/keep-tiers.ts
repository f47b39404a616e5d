import { setTimeout as sleep } from 'node:timers/promises';
import { listAllShops } from '../../../platform/auth/index.ts';
import { takeTurn } from '../../../platform/db/take-turn.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Looked, lookAtTiers } from './look-at-tiers.ts';

/** A paid order is in somebody's tier within three or four seconds; a shop without tiers is one small question each time. */
const LOOK_MS = 2_000;

/**
 * Keeps everybody on the tier they belong on, in every shop, for as long as a server lives; one process at a time. Each
 * shop day everybody is evaluated, in between whoever was written about; a process that begins evaluates everybody once.
 */
export async function keepTiers(platform: Platform, signal: AbortSignal): Promise<void> {
  const looked = new Map<number, Looked>();
  while (!signal.aborted) {
    await lookAtAll(platform, looked, signal).catch((err: unknown) =>
      platform.log.warn({ err }, 'tiers could not be looked after'),
    );
    await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => {});
  }
}

async function lookAtAll(
  platform: Platform,
  looked: Map<number, Looked>,
  signal: AbortSignal,
): Promise<void> {
  await takeTurn(platform.db, 'tiers', async (lost) => {
    for (const shop of await listAllShops(platform.db)) {
      if (signal.aborted || lost.aborted) return;
      const now = await lookAtTiers({ platform, shop }, looked.get(shop.shopId)).catch((err: unknown) => {
        platform.log.warn({ err, shopId: shop.shopId }, 'tiers of a shop could not be looked after');
        return undefined;
      });
      if (now !== undefined) looked.set(shop.shopId, now);
    }
  });
}
