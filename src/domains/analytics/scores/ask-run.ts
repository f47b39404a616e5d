import { withShop } from '../../../platform/db/postgres.ts';
import { fail, type Issue, ok, problem, type Result } from '../../../platform/errors.ts';
import { dayIssue } from '../metrics/question.ts';
import { shopDay } from '../people/shop-day.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { readyToScore } from './keep-scores.ts';
import type { ModelTask } from './model-task.ts';
import { wishForRun } from './run-model.ts';
import { type ModelRun, readRun } from './run-store.ts';

export interface RunAsked {
  readonly refit: boolean;
  /** Shop day; the last whole one unless told, or the last of a file from the past. */
  readonly asOf: string | undefined;
  /** Who asks. */
  readonly by: string;
}

/** Puts a run in line at somebody's wish. Problems: `unusable-question`, `nothing-to-learn`. */
export async function askRun(task: ModelTask, { refit, asOf, by }: RunAsked): Promise<Result<ModelRun>> {
  const checked = orUnusable(asOf, asOf === undefined ? [] : issuesOf(task, asOf));
  if (!checked.ok) return checked;
  const { platform, shop, model } = task;
  const asking = { clickhouse: platform.clickhouse, shop, signal: task.signal };
  const ready = asOf === undefined ? await readyToScore(task) : await model.ready(asking, asOf);
  if (ready === null) return fail(nothingToLearn);
  const day = asOf ?? ready.day;
  const runId = await wishForRun(task, { asOf: day, isRefit: refit, cause: 'asked', startedBy: by });
  return ok(await withShop(platform.db, shop.shopId, (tx) => readRun(tx, shop.shopId, runId)));
}

function issuesOf({ platform, shop }: ModelTask, asOf: string): Issue[] {
  const issues = dayIssue('as_of', asOf);
  if (issues.length > 0 || asOf <= shopDay(platform.clock.now(), shop)) return issues;
  const message = { zh: '截至日不能晚于今天', en: 'The day as of cannot be later than today' };
  return [{ code: 'day-to-come', field: 'as_of', message }];
}

const nothingToLearn = problem('nothing-to-learn', 422, {
  zh: '截至这一天还没有可以学习的数据；请先导入订单，或选择更晚的日期。',
  en: 'By this day there is nothing to learn from; import orders, or choose a later day.',
});
