import { setTimeout as sleep } from 'node:timers/promises';
import { listAllShops } from '../../platform/auth/index.ts';
import { takeTurn } from '../../platform/db/take-turn.ts';
import { fewAtATime } from '../../platform/few-at-a-time.ts';
import type { Platform } from '../../platform/platform.ts';
import type { AnalysedShop } from '../analytics/index.ts';
import { expectLook, forgetLooks } from './lag.ts';
import { type Looked, lookAfterShop } from './look-after-shop.ts';
import type { Looker } from './looker.ts';
import { forgetMembersKept } from './member-bits.ts';
import { firstTurn, type Turned, turnShop } from './turn-shop.ts';

/** A shop where nothing happens is looked at so often. */
const LOOK_MS = 500;
/** One that is written to is looked at again after half of what the last look took, and no sooner than this. */
const BREATH_MS = 20;
/** Time alone is looked at so often. */
const TURN_MS = 20_000;
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

/** Each shop at its own pace. Shops that came later are found by the way. */
async function tendShops(platform: Platform, signal: AbortSignal): Promise<void> {
  const ended = new AbortController();
  const until = AbortSignal.any([signal, ended.signal]);
  const shops = new Map<number, AnalysedShop>();
  const tended = new Map<number, Promise<void>>();
  const inLane = fewAtATime(LANES);
  const lookerOf = (shopId: number) => ({ platform, shop: shops.get(shopId)!, signal: until });
  try {
    while (!until.aborted) {
      for (const shop of await listAllShops(platform.db)) {
        const { shopId } = shop;
        shops.set(shopId, shop);
        if (!tended.has(shopId)) tended.set(shopId, tendShop({ looker: () => lookerOf(shopId), inLane }));
      }
      await rest(LOOK_MS, until);
    }
  } finally {
    ended.abort();
    await Promise.all(tended.values());
    forgetLooks(platform);
    forgetMembersKept(platform.clickhouse);
  }
}

interface Tending {
  /** The shop as it is named now. */
  readonly looker: () => Looker & { readonly signal: AbortSignal };
  readonly inLane: ReturnType<typeof fewAtATime>;
}

/** How far a shop was looked after. */
interface Tended {
  looked: Looked | undefined;
  turned: Turned | undefined;
  isDue: boolean;
}

/** What is written and what time alone changes are looked at side by side: the second reads an instant of every row. */
async function tendShop(it: Tending): Promise<void> {
  const state: Tended = { looked: undefined, turned: undefined, isDue: false };
  await Promise.all([again(it, () => look(it, state)), again(it, () => turn(it, state))]);
}

/** Does a step of the work again after as many milliseconds as it answers; one that fails after 1, 2, 4 seconds and so on. */
async function again({ looker, inLane }: Tending, step: () => Promise<number>): Promise<void> {
  const { platform, shop, signal } = looker();
  let failures = 0;
  while (!signal.aborted) {
    try {
      const pause = await inLane(step);
      failures = 0;
      await rest(pause, signal);
    } catch (err) {
      if (signal.aborted) return;
      platform.log.warn({ err, shopId: shop.shopId }, 'segments of a shop could not be kept up to date');
      await rest(Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** failures), signal);
      failures += 1;
    }
  }
}

const rest = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal, ref: false }).catch(() => {});

async function look({ looker }: Tending, state: Tended): Promise<number> {
  const { platform, shop, signal } = looker();
  if (signal.aborted) return 0;
  const since = performance.now();
  expectLook(platform, shop.shopId);
  state.turned ??= await firstTurn(looker());
  state.looked = await lookAfterShop(looker(), state.looked);
  if (state.looked === undefined) forgetLooks(platform, shop.shopId);
  state.isDue ||= state.looked?.isDue === true;
  const took = performance.now() - since;
  if (state.looked?.isBusy !== true) return Math.max(0, LOOK_MS - took);
  return Math.min(LOOK_MS, Math.max(BREATH_MS, took / 2));
}

async function turn({ looker }: Tending, state: Tended): Promise<number> {
  const { looked, turned, isDue } = state;
  if (looked === undefined || turned === undefined) return TURN_MS;
  state.isDue = false;
  try {
    state.turned = await turnShop(looker(), turned, isDue);
  } catch (err) {
    state.isDue ||= isDue;
    throw err;
  }
  return TURN_MS;
}
