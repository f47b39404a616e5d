import { setTimeout as sleep } from 'node:timers/promises';
import { listAllShops } from '../../../platform/auth/index.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { PeopleFinder } from '../profiles/people-finder.ts';
import { goOn } from './run-tags.ts';

const LOOK_MS = 60_000;

/** Goes on with the bulk tags that a crash, a stop or a store away cut off: when a server starts, and every minute. */
export const resumeTagRuns =
  (people: PeopleFinder) =>
  async (platform: Platform, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      await goOnEverywhere(platform, people, signal).catch((err: unknown) =>
        platform.log.warn({ err }, 'bulk tags could not be looked for'),
      );
      await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => {});
    }
  };

async function goOnEverywhere(platform: Platform, people: PeopleFinder, signal: AbortSignal): Promise<void> {
  for (const shop of await listAllShops(platform.db)) {
    if (signal.aborted) return;
    await goOn({ platform, shop, people }, signal).catch((err: unknown) =>
      platform.log.warn({ err, shopId: shop.shopId }, 'a bulk tag could not be gone on with'),
    );
  }
}
