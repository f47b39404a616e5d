import { setTimeout as sleep } from 'node:timers/promises';
import { listAllShops } from '../../../platform/auth/index.ts';
import { takeTurn } from '../../../platform/db/take-turn.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Looked, lookAtTiers } from './look-at-tiers.ts';
import { afterFailure, noFailure, type Waiting } from './waiting-rules.ts';

/** A paid order is in somebody's tier within three or four seconds; a shop without tiers is one small question each time. */
const LOOK_MS = 2_000;

/**
 * Keeps everybody on the tier they belong on, in every shop, for as long as a server lives; one process at a time. Each
 * shop day everybody is evaluated, in between whoever was written about; a process that begins evaluates everybody once.
 */
export async function keepTiers(platform: Platform, signal: AbortSignal): Promise<void> {
  const tended = new Map<number, Tended>();
  while (!signal.aborted) {
    await lookAtAll(platform, tended, signal).catch((err: unknown) =>
      platform.log.warn({ err }, 'tiers could not be looked after'),
    );
    await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => {});
  }
}

interface Tended {
  readonly looked: Looked | undefined;
  readonly waiting: Waiting;
}

async function lookAtAll(
  platform: Platform,
  tended: Map<number, Tended>,
  signal: AbortSignal,
): Promise<void> {
  await takeTurn(platform.db, 'tiers', async (lost) => {
    for (const shop of await listAllShops(platform.db)) {
      if (signal.aborted || lost.aborted) return;
      const before = tended.get(shop.shopId) ?? { looked: undefined, waiting: noFailure };
      if (performance.now() < before.waiting.nextAt) continue;
      tended.set(shop.shopId, await tend({ platform, shop, signal }, before));
    }
  });
}

async function tend(it: Parameters<typeof lookAtTiers>[0], before: Tended): Promise<Tended> {
  try {
    return { looked: await lookAtTiers(it, before.looked), waiting: noFailure };
  } catch (err) {
    it.platform.log.warn({ err, shopId: it.shop.shopId }, 'tiers of a shop could not be looked after');
    return { looked: before.looked, waiting: afterFailure(before.waiting) };
  }
}
