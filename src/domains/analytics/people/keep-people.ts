import { setTimeout as sleep } from 'node:timers/promises';
import { listAllShops } from '../../../platform/auth/index.ts';
import { takeTurn } from '../../../platform/db/take-turn.ts';
import type { Platform } from '../../../platform/platform.ts';
import { addDays } from '../metrics/days.ts';
import type { AnalysedShop } from '../metrics/question.ts';
import { shopDay } from './shop-day.ts';
import { readyPeople } from './use-people.ts';

/** A day begins, or an import ends, and within so long its people are being counted. */
const LEAST_MS = 60_000;

/** A round rests fifty times as long as it took: looking, and counting, take a fiftieth of one core at most. */
const REST = 50;

/**
 * Counts the people of every large shop as of its day, and as of days so many before it, at once and for as long as a
 * server lives: so that the first page of a day does not wait for it. One process at a time.
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
        for (const days of [0, ...daysBefore])
          if (!ends.aborted) await ready({ platform, shop, days, signal: ends });
    });
  } catch (err) {
    platform.log.warn({ err }, 'the people of shops could not be looked at');
  }
}

interface Ready {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
  readonly days: number;
  readonly signal: AbortSignal;
}

async function ready({ platform, shop, days, signal }: Ready): Promise<void> {
  try {
    const asOf = addDays(shopDay(platform.clock.now(), shop), -days);
    await readyPeople({ platform, shop, asOf, signal });
  } catch (err) {
    if (signal.aborted) return;
    platform.log.warn({ err, shopId: shop.shopId }, 'the people of a shop could not be counted ahead');
  }
}
