import { setTimeout as sleep } from 'node:timers/promises';
import { listAllShops } from '../../platform/auth/index.ts';
import { takeTurn } from '../../platform/db/take-turn.ts';
import { fewAtATime } from '../../platform/few-at-a-time.ts';
import type { Platform } from '../../platform/platform.ts';
import type { AnalysedShop } from '../analytics/index.ts';
import { expectLook, forgetLooks } from './lag.ts';
import { type Looked, lookAfterShop } from './look-after-shop.ts';

/** Twice a second: an event is in ClickHouse within one, and in its segments within two. */
const LOOK_MS = 500;
/** Who waits for the turn asks so often; whoever has it dies seldom. */
const WAIT_MS = 2_000;
/** Shops at once: one that counts everybody holds up no other, and the engine is not asked by all of them together. */
const LANES = 3;
/** A shop whose looks fail is looked at after 1, 2, 4 seconds and so on, up to this. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Keeps live segments as they should be, in every shop, for as long as a server lives; one process at a time, which
 * keeps the turn while it lives. What it saw last it remembers itself: one that begins counts everybody anew once.
 */
export async function keepSegments(platform: Platform, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await takeTurn(platform.db, 'segments', (lost) => tendShops(platform, AbortSignal.any([signal, lost])));
    } catch (err) {
      platform.log.warn({ err }, 'segments could not be looked after');
    }
    await sleep(WAIT_MS, undefined, { signal, ref: false }).catch(() => {});
  }
}

/** How the looks at a shop go. */
interface Tended {
  looked: Looked | undefined;
  failures: number;
  /** Milliseconds of `performance.now()`. */
  nextAt: number;
  running: Promise<void> | undefined;
}

async function tendShops(platform: Platform, signal: AbortSignal): Promise<void> {
  const tended = new Map<number, Tended>();
  const inLane = fewAtATime(LANES);
  try {
    while (!signal.aborted) {
      for (const shop of await listAllShops(platform.db)) {
        const state = tended.get(shop.shopId) ?? begun();
        tended.set(shop.shopId, state);
        if (state.running !== undefined || performance.now() < state.nextAt) continue;
        state.running = inLane(() => tend({ platform, shop, signal }, state)).finally(() => {
          state.running = undefined;
        });
      }
      await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => {});
    }
  } finally {
    await Promise.all([...tended.values()].map(({ running }) => running));
    forgetLooks(platform);
  }
}

const begun = (): Tended => ({ looked: undefined, failures: 0, nextAt: 0, running: undefined });

interface Tending {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
  readonly signal: AbortSignal;
}

async function tend(it: Tending, state: Tended): Promise<void> {
  const { platform, shop, signal } = it;
  if (signal.aborted) return;
  expectLook(platform, shop.shopId);
  try {
    state.looked = await lookAfterShop(it, state.looked);
    if (state.looked === undefined) forgetLooks(platform, shop.shopId);
    state.failures = 0;
  } catch (err) {
    if (signal.aborted) return;
    state.nextAt = performance.now() + Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** state.failures);
    state.failures += 1;
    platform.log.warn({ err, shopId: shop.shopId }, 'segments of a shop could not be kept up to date');
  }
}
