import type { Result } from '../../../platform/errors.ts';
import type { RunAsked } from '../scores/ask-run.ts';
import type { ModelTask } from '../scores/model-task.ts';
import { runAndWait } from '../scores/run-and-wait.ts';
import type { ModelRun } from '../scores/run-store.ts';
import { recommendModel } from './recommend-model.ts';

/** Learns what lists are made of now, and answers when it is done. Problems: `unusable-question`, `nothing-to-learn`. */
export const runRecommend = (task: Omit<ModelTask, 'model'>, wish: RunAsked): Promise<Result<ModelRun>> =>
  runAndWait({ ...task, model: recommendModel }, wish);
