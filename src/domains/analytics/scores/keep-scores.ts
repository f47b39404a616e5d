import { setTimeout as sleep } from 'node:timers/promises';
import { listAllShops } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import { addDays } from '../metrics/days.ts';
import { shopDay } from '../people/shop-day.ts';
import { dueOf } from './due-rules.ts';
import { openFreshShops } from './fresh-shops.ts';
import type { ModelTask } from './model-task.ts';
import { runWaiting, takeWishes, wishForRun } from './run-model.ts';
import { readRuns } from './run-store.ts';
import type { Ready, ScoreModel } from './score-model.ts';
import { readSettings } from './settings-store.ts';

/** Whoever pressed the button waits no longer than that for it to begin, where the button's process is the worker. */
const LOOK_MS = 1_000;
/** Another process's wishes are found so seldom: it is a question to PostgreSQL for each shop. */
const SWEEP_MS = 20_000;
/** What the calendar asks for is looked at as seldom as that, or when an import ended: a question to ClickHouse for each shop. */
const PLAN_MS = 10 * 60_000;

/**
 * Runs what is asked for of every model in every shop, and what is due: scores each day, as of the last whole shop day,
 * and learning once a week or when data drifted. Several processes keep out of each other's way by the turn of the model.
 */
export const keepScores =
  (models: readonly ScoreModel[]) =>
  async (platform: Platform, signal: AbortSignal): Promise<void> => {
    const [isSweepDue, isPlanDue, isFresh] = [every(SWEEP_MS), every(PLAN_MS), openFreshShops()];
    while (!signal.aborted) {
      const plans = isPlanDue();
      const wished = takeWishes(platform.db);
      const isAll = isSweepDue() || plans;
      if (isAll || wished.size > 0)
        for (const shop of await shopsOf(platform, isAll ? undefined : wished))
          await keepShop({ platform, shop, signal }, models, async () => {
            const fresh = isAll && (await isFresh(platform, shop.shopId));
            return plans || fresh;
          });
      await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => {});
    }
  };

/** True at first, and then no sooner than so long after it was. */
function every(ms: number): () => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const isDue = performance.now() - last >= ms;
    if (isDue) last = performance.now();
    return isDue;
  };
}

/** Every shop, or some. */
async function shopsOf(platform: Platform, only: ReadonlySet<number> | undefined) {
  const shops = await listAllShops(platform.db).catch((err: unknown) => {
    platform.log.warn({ err }, 'models could not be looked at');
    return [];
  });
  return shops.filter(({ shopId }) => only === undefined || only.has(shopId));
}

async function keepShop(
  task: Omit<ModelTask, 'model'>,
  models: readonly ScoreModel[],
  isPlanned: () => Promise<boolean>,
): Promise<void> {
  const { platform, shop, signal } = task;
  if (signal?.aborted) return;
  const plans = await isPlanned().catch((err: unknown) => {
    platform.log.warn({ err, shopId: shop.shopId }, 'the imports of a shop could not be looked at');
    return false;
  });
  for (const model of models) if (!signal?.aborted) await keepModel({ ...task, model }, plans);
}

async function keepModel(task: ModelTask, plans: boolean): Promise<void> {
  const { platform, shop, model, signal } = task;
  try {
    if (plans) await wishWhatIsDue(task);
    const runs = await withShop(platform.db, shop.shopId, (tx) =>
      readRuns(tx, shop.shopId, { model: model.name, limit: 2 }),
    );
    if (runs.some(({ status }) => status === 'waiting' || status === 'running')) await runWaiting(task);
  } catch (err) {
    if (signal?.aborted) return;
    platform.log.warn({ err, shopId: shop.shopId, model: model.name }, 'a model broke off');
  }
}

/** Puts the run in line that the calendar or the last run asks for; a shop with nothing to learn from gets none. */
export async function wishWhatIsDue(task: ModelTask): Promise<void> {
  const { platform, shop, model, signal } = task;
  const now = platform.clock.now();
  const ready = await readyToScore(task);
  if (ready === null) return;
  const { day, size } = ready;
  const { runs, settings } = await withShop(platform.db, shop.shopId, async (tx) => ({
    runs: await readRuns(tx, shop.shopId, { model: model.name, limit: 50 }),
    settings: await readSettings(tx, shop.shopId, model.name),
  }));
  const standing = { version: model.version, day, size, now, runs };
  const due = dueOf({ ...standing, settingsChangedAt: settings?.changedAt });
  if (due === undefined || signal?.aborted) return;
  await wishForRun(task, { ...due, asOf: day, startedBy: 'system' });
}

/** The last whole shop day, or the last day of data where a shop is a file from the past; null: nothing to learn from. */
export function readyToScore({ platform, shop, model, signal }: ModelTask): Promise<Ready | null> {
  const yesterday = addDays(shopDay(platform.clock.now(), shop), -1);
  return model.ready({ clickhouse: platform.clickhouse, shop, signal }, yesterday);
}
