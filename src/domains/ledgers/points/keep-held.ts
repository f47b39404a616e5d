import { setTimeout as sleep } from 'node:timers/promises';
import { listAllShops } from '../../../platform/auth/index.ts';
import { takeTurn } from '../../../platform/db/take-turn.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Mirrored, mirrorHeld } from './mirror-held.ts';

/** What somebody holds is in their segments a second or two after an act; a shop without acts is one small question each time. */
const LOOK_MS = 1_000;
/** Both stores are held to each other so often, and when a process begins. */
const WHOLE_MS = 24 * 3_600_000;

/** A shop whose looks fail is looked at after 1, 2, 4 seconds and so on, up to this. */
const LONGEST_WAIT_MS = 60_000;

interface Told {
  readonly mirrored: Mirrored | undefined;
  /** By `performance.now()`, as `nextAt`. */
  readonly wholeAt: number;
  readonly nextAt: number;
  readonly failures: number;
}

const untold: Told = { mirrored: undefined, wholeAt: 0, nextAt: 0, failures: 0 };

/** Tells the analytical store what customers hold in points, in every shop, for as long as a server lives; one process at a time. */
export async function keepPointsHeld(platform: Platform, signal: AbortSignal): Promise<void> {
  const told = new Map<number, Told>();
  while (!signal.aborted) {
    await takeTurn(platform.db, 'points held', (lost) =>
      tellAll(platform, told, AbortSignal.any([signal, lost])),
    ).catch((err: unknown) => {
      if (!signal.aborted) platform.log.warn({ err }, 'points could not be told to the other store');
    });
    await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => {});
  }
}

async function tellAll(platform: Platform, told: Map<number, Told>, signal: AbortSignal): Promise<void> {
  for (const { shopId } of await listAllShops(platform.db)) {
    if (signal.aborted) return;
    const before = told.get(shopId) ?? untold;
    if (performance.now() < before.nextAt) continue;
    told.set(shopId, await tellShop(platform, before, { shopId, signal }));
  }
}

async function tellShop(
  platform: Platform,
  before: Told,
  { shopId, signal }: { readonly shopId: number; readonly signal: AbortSignal },
): Promise<Told> {
  const now = performance.now();
  const isDue = now >= before.wholeAt;
  try {
    const mirrored = await mirrorHeld({ platform, shopId, signal }, isDue ? undefined : before.mirrored);
    return { mirrored, wholeAt: isDue ? now + WHOLE_MS : before.wholeAt, nextAt: 0, failures: 0 };
  } catch (err) {
    if (!signal.aborted) platform.log.warn({ err, shopId }, 'points of a shop wait for the other store');
    const wait = Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** before.failures);
    return { ...before, nextAt: now + wait, failures: before.failures + 1 };
  }
}
