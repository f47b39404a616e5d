import { setTimeout as sleep } from 'node:timers/promises';
import { listAllShops } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { takeTurn } from '../../../platform/db/take-turn.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { AnalysedShop } from '../metrics/question.ts';
import { shopDay } from '../people/shop-day.ts';
import { readCurrentRun } from '../scores/run-store.ts';
import { countLooksOf } from './count-looks.ts';
import { openRecommender } from './open-recommender.ts';

/** A visit is over later than that: the next one's lists know of it. */
const LOOK_MS = 10_000;
/** Rows of the engine are seen a little after the moment they bear: the next round begins so far before the end of this one. */
const OVERLAP_MS = 2_000;
/** Persons of a round. Of more (an import) the rest are found by the day's run, which counts everybody. */
const MOST = 5_000;

/**
 * Counts anew what those looked at of whom events were just written, for as long as a server lives; one process at a time. What is missed while
 * none has the turn the day's run finds.
 */
export async function keepLooks(platform: Platform, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await takeTurn(platform.db, 'looks', (lost) => follow(platform, AbortSignal.any([signal, lost])));
    } catch (err) {
      if (!signal.aborted) platform.log.warn({ err }, 'what customers look at could not be followed');
    }
    await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => {});
  }
}

async function follow(platform: Platform, signal: AbortSignal): Promise<void> {
  const seen = new Map<number, number>();
  while (!signal.aborted) {
    for (const shop of await listAllShops(platform.db)) {
      if (signal.aborted) return;
      seen.set(shop.shopId, await followShop({ platform, shop, signal }, seen.get(shop.shopId)));
    }
    await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => {});
  }
}

export interface Following {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Counts the looks of whom events were written since a moment of the engine's clock (milliseconds; undefined: of nobody yet). The moment up to
 * which they are counted now.
 */
export async function followShop(following: Following, since: number | undefined): Promise<number> {
  const { platform, shop, signal } = following;
  const { shopId } = shop;
  const asking = { clickhouse: platform.clickhouse, shop, signal };
  const [row] = await asking.clickhouse.query<{ now: string; persons: number[] }>({
    sql: `SELECT toUnixTimestamp64Milli(now64(3)) AS now, groupUniqArrayIf(${MOST})(person_id,
  source = 'events' AND toUnixTimestamp64Milli(at) > {since:Int64}) AS persons
FROM touched_persons WHERE shop_id = {shop:UInt32} SETTINGS final = 0`,
    ...{ shopId, params: { since: since ?? Number.MAX_SAFE_INTEGER }, ...(signal && { signal }) },
  });
  const { now, persons } = row!;
  if (persons.length > 0) await countThem(following, persons);
  return Number(now) - OVERLAP_MS;
}

async function countThem({ platform, shop, signal }: Following, persons: readonly number[]): Promise<void> {
  const { shopId } = shop;
  const opened = await withShop(platform.db, shopId, async (tx) => {
    const run = await readCurrentRun(tx, shopId, { model: 'recommendation' });
    return run && openRecommender(platform.db, tx, { shopId, runId: run.runId, asOf: run.asOf });
  });
  if (opened === undefined) return;
  const asking = { clickhouse: platform.clickhouse, shop, signal };
  const asOf = shopDay(platform.clock.now(), shop);
  await countLooksOf({ platform, asking, asOf, products: [...opened.kept.products] }, persons);
}
