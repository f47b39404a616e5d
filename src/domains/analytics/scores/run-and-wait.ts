import { setTimeout as sleep } from 'node:timers/promises';
import { withShop } from '../../../platform/db/postgres.ts';
import { fail, ok, type Result } from '../../../platform/errors.ts';
import { askRun, type RunAsked } from './ask-run.ts';
import type { ModelTask } from './model-task.ts';
import { runWaiting } from './run-model.ts';
import { type ModelRun, readRun } from './run-store.ts';

/** How often a run that another process carries out is looked at. */
const LOOK_MS = 250;

/**
 * Asks for a run and answers when it is done, whoever carries it out: here, or a worker that was faster. Problems: those of
 * `askRun`, and of the run.
 */
export async function runAndWait(task: ModelTask, wish: RunAsked): Promise<Result<ModelRun>> {
  const asked = await askRun(task, wish);
  if (!asked.ok) return asked;
  const { platform, shop, signal } = task;
  for (;;) {
    await runWaiting(task);
    const run = await withShop(platform.db, shop.shopId, (tx) => readRun(tx, shop.shopId, asked.value.runId));
    if (run.status === 'done') return ok(run);
    if (run.status === 'failed') return fail({ ...run.problem!, status: 422 });
    await sleep(LOOK_MS, undefined, signal ? { signal } : {});
  }
}
