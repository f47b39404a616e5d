import type { Result } from '../../../platform/errors.ts';
import type { RunAsked } from '../scores/ask-run.ts';
import type { ModelTask } from '../scores/model-task.ts';
import { runAndWait } from '../scores/run-and-wait.ts';
import type { ModelRun } from '../scores/run-store.ts';
import { nextModel } from './next-model.ts';

/** Scores every customer's next purchase now, and answers when it is done. Problems: `unusable-question`, `nothing-to-learn`. */
export const runNextPurchase = (task: Omit<ModelTask, 'model'>, wish: RunAsked): Promise<Result<ModelRun>> =>
  runAndWait({ ...task, model: nextModel }, wish);
