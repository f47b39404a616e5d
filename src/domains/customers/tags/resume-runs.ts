import { listAllShops } from '../../../platform/auth/index.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { PeopleFinder } from '../profiles/people-finder.ts';
import { goOn } from './run-tags.ts';

/** Goes on with the bulk tags that a crash or a stop cut off, when a server starts. */
export const resumeTagRuns =
  (people: PeopleFinder) =>
  async (platform: Platform, signal: AbortSignal): Promise<void> => {
    for (const shop of await listAllShops(platform.db)) {
      if (signal.aborted) return;
      await goOn({ platform, shop, people }, signal).catch((err: unknown) =>
        platform.log.warn({ err, shopId: shop.shopId }, 'a bulk tag could not be gone on with'),
      );
    }
  };
