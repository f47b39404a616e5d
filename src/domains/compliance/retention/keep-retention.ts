import { setTimeout as sleep } from 'node:timers/promises';
import { listAllShops } from '../../../platform/auth/index.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { RetentionHandler } from './retention-handler.ts';
import { runRetention } from './run-retention.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Carries out every shop's terms once a day while a server lives; looked at every hour, so that a restart loses none. */
export const keepRetention =
  (handlers: readonly RetentionHandler[]) =>
  async (platform: Platform, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      await retainAll(platform, handlers, signal);
      await sleep(HOUR_MS, undefined, { signal, ref: false }).catch(() => {});
    }
  };

/** One round. A shop that fails is logged and tried again in the next; the others are not kept waiting. */
export async function retainAll(
  platform: Platform,
  handlers: readonly RetentionHandler[],
  signal: AbortSignal,
): Promise<void> {
  const notSince = new Date(platform.clock.now().getTime() - DAY_MS);
  for (const shop of await shopsOf(platform)) {
    if (signal.aborted) return;
    try {
      await runRetention({ platform, handlers, notSince }, shop, 'system');
    } catch (err) {
      platform.log.warn({ err, shop_id: shop.shopId }, 'retention could not be carried out');
    }
  }
}

async function shopsOf({ db, log }: Platform): Promise<Awaited<ReturnType<typeof listAllShops>>> {
  try {
    return await listAllShops(db);
  } catch (err) {
    log.warn({ err }, 'retention could not be carried out');
    return [];
  }
}
