import { type Db, withShop } from '../../../platform/db/postgres.ts';
import { takeTurn } from '../../../platform/db/take-turn.ts';
import { type Problem, ProblemError, problem } from '../../../platform/errors.ts';
import type { ModelTask } from './model-task.ts';
import {
  askForRun,
  type Cause,
  failCutOff,
  failRun,
  finishRun,
  type ModelRun,
  moveRun,
  readLastFit,
  startRun,
} from './run-store.ts';
import type { ModelWork } from './score-model.ts';
import { readSettings } from './settings-store.ts';
import { sweepScores } from './sweep-scores.ts';
import { writeListed, writeScores } from './write-scores.ts';

export interface RunWish {
  /** Shop day, inclusive. */
  readonly asOf: string;
  readonly isRefit: boolean;
  readonly cause: Cause;
  readonly startedBy: string;
}

/** Puts a run in line. Whoever asks twice gets one run. */
export async function wishForRun({ platform, shop, model }: ModelTask, wish: RunWish): Promise<number> {
  const { name, version, scores } = model;
  const ask = { ...wish, model: name, version, scores, now: platform.clock.now() };
  const runId = await withShop(platform.db, shop.shopId, (tx) => askForRun(tx, shop.shopId, ask));
  const shops = wishes.get(platform.db) ?? new Set();
  wishes.set(platform.db, shops.add(shop.shopId));
  return runId;
}

/** Shops in which this process put a run in line: its own worker need not look for them. */
const wishes = new WeakMap<Db, Set<number>>();

export function takeWishes(db: Db): ReadonlySet<number> {
  const taken = wishes.get(db) ?? new Set();
  wishes.delete(db);
  return taken;
}

/**
 * Runs what waits of a model, if no other process is at it (undefined then, and where nothing waits). Scores are read
 * once all are written: a run that breaks off changes nothing for anybody. Expected failures are kept with the run;
 * others are kept as such and thrown.
 */
export function runWaiting(task: ModelTask): Promise<ModelRun | undefined> {
  const { platform, shop, model, signal } = task;
  return takeTurn(platform.db, `model ${shop.shopId} ${model.name}`, async (lost) => {
    const ends = AbortSignal.any(signal ? [signal, lost] : [lost]);
    const begun = await withShop(platform.db, shop.shopId, async (tx) => {
      const now = platform.clock.now();
      await failCutOff(tx, shop.shopId, { model: model.name, now });
      return startRun(tx, shop.shopId, { model: model.name, now });
    });
    if (begun === undefined) return undefined;
    await carryOut({ ...task, signal: ends }, begun);
    await sweepScores({ platform, shop });
    return begun;
  });
}

async function carryOut(task: ModelTask, run: ModelRun): Promise<void> {
  const { platform, shop, model } = task;
  const inShop = <T>(work: Parameters<typeof withShop<T>>[2]) => withShop(platform.db, shop.shopId, work);
  try {
    const work = await workOf(task, run);
    const size = (await model.ready(work.asking, run.asOf))?.size ?? 0;
    const { drift, ...outcome } = await model.run(work);
    const findings = { ...(outcome.findings as object), drift, size };
    const finished = { runId: run.runId, outcome: { ...outcome, findings }, now: platform.clock.now() };
    const isRead = await inShop((tx) => finishRun(tx, shop.shopId, finished));
    if (!isRead) throw new ProblemError(calledOff);
  } catch (error) {
    const known = error instanceof ProblemError;
    const problem = known ? error.problem : broken;
    const failed = { runId: run.runId, problem, now: platform.clock.now() };
    await inShop((tx) => failRun(tx, shop.shopId, failed));
    if (!known) throw error;
  }
}

async function workOf(task: ModelTask, run: ModelRun): Promise<ModelWork> {
  const { platform, shop, model, signal } = task;
  const { clickhouse, db } = platform;
  const { fit, settings } = await withShop(db, shop.shopId, async (tx) => ({
    fit: await readLastFit(tx, shop.shopId, model.name),
    settings: (await readSettings(tx, shop.shopId, model.name))?.settings ?? {},
  }));
  const isUsable = fit !== undefined && fit.version === model.version && fit.asOf <= run.asOf && !run.isRefit;
  const { name, version } = model;
  const writing = { clickhouse, shopId: shop.shopId, runId: run.runId, asOf: run.asOf, model: name, version };
  return {
    ...{ platform, run, settings, asking: { clickhouse, shop, signal } },
    lastFit: isUsable ? fit : undefined,
    write: (batches) => writeScores(writing, batches),
    writeListed: (listed) => writeListed(writing, listed),
    async progress(seen, total) {
      signal?.throwIfAborted();
      await withShop(db, shop.shopId, (tx) => moveRun(tx, shop.shopId, { runId: run.runId, seen, total }));
    },
  };
}

const broken: Pick<Problem, 'code' | 'message'> = {
  code: 'run-broke-off',
  message: {
    zh: '计算中断，原因见服务器日志；之前的得分仍然有效',
    en: "The run broke off; the server's log has why. The scores from before it still stand",
  },
};

export const calledOff = problem('called-off', 409, {
  zh: '计算期间有客户信息被删除，这次结果作废，稍后会重新计算',
  en: 'Somebody was erased while it ran, so its scores do not count; it is run again',
});
