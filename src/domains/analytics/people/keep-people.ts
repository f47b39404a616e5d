import { setTimeout as sleep } from 'node:timers/promises';
import { listAllShops } from '../../../platform/auth/index.ts';
import { takeTurn } from '../../../platform/db/take-turn.ts';
import type { Platform } from '../../../platform/platform.ts';
import { addDays } from '../metrics/days.ts';
import type { AnalysedShop } from '../metrics/question.ts';
import { shopDay } from './shop-day.ts';
import { readyPeople } from './use-people.ts';
import { usualDay } from './usual-day.ts';

/** A day begins, or an import ends, and within so long its people are being counted. */
const LEAST_MS = 60_000;

/** A round rests fifty times as long as it took: looking, and counting, take a fiftieth of one core at most. */
const REST = 50;

/**
 * Counts the people of every large shop as of today, as of the day it is usually seen on (usual-day.ts) and as of days so
 * many before that, at once and for as long as a server lives: so that the first page of a day does not wait for it. One
 * process at a time.
 */
export const keepPeople =
  (daysBefore: readonly number[]) =>
  async (platform: Platform, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      const since = performance.now();
      await readyAll(platform, daysBefore, signal);
      const rest = Math.max(LEAST_MS, REST * (performance.now() - since));
      await sleep(rest, undefined, { signal, ref: false }).catch(() => {});
    }
  };

async function readyAll(
  platform: Platform,
  daysBefore: readonly number[],
  signal: AbortSignal,
): Promise<void> {
  try {
    await takeTurn(platform.db, 'people', async (lost) => {
      const ends = AbortSignal.any([signal, lost]);
      for (const shop of await listAllShops(platform.db))
        if (!ends.aborted) await readyShop({ platform, shop, daysBefore, signal: ends });
    });
  } catch (err) {
    platform.log.warn({ err }, 'the people of shops could not be looked at');
  }
}

interface Ready {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
  readonly daysBefore: readonly number[];
  readonly signal: AbortSignal;
}

async function readyShop({ platform, shop, daysBefore, signal }: Ready): Promise<void> {
  try {
    const today = shopDay(platform.clock.now(), shop);
    const day = await usualDay({ clickhouse: platform.clickhouse, shop, signal }, today);
    for (const asOf of new Set([today, day, ...daysBefore.map((days) => addDays(day, -days))]))
      if (!signal.aborted) await readyPeople({ platform, shop, asOf, signal });
  } catch (err) {
    if (signal.aborted) return;
    platform.log.warn({ err, shopId: shop.shopId }, 'the people of a shop could not be counted ahead');
  }
}
