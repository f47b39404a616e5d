import { scoreKinds } from '../../../contract/score-kinds.ts';
import type { ModelRunView } from '../../../contract/scores.ts';
import type { CurrentScore } from './current-scores.ts';
import type { ModelRun } from './run-store.ts';

/** A run as it leaves the building: what it learnt stands on the page of its model. */
export const presentRun = (it: ModelRun): ModelRunView => ({
  ...{ run: it.runId, model: it.model, version: it.version, as_of: it.asOf, status: it.status },
  ...{ cause: it.cause, refit: it.isRefit, fitted_by: it.fittedBy, sample_size: it.sampleSize },
  ...{ trained_from: it.trainedFrom, trained_to: it.trainedTo, confidence: it.confidence },
  done: it.total === null || it.total === 0 ? null : Math.min(1, it.seen / it.total),
  ...{ asked_at: it.askedAt.toISOString(), started_at: it.startedAt?.toISOString() ?? null },
  ...{ finished_at: it.finishedAt?.toISOString() ?? null, problem: it.problem },
});

/** Every kind of score, with the run it is read of. */
export const presentKinds = (current: readonly CurrentScore[]) =>
  scoreKinds.map(({ code, interval, bands, ...kind }) => {
    const now = current.find((it) => it.code === code);
    return {
      ...{ ...kind, score: code, interval: interval ?? null, bands: [...(bands ?? [])] },
      ...{ as_of: now?.asOf ?? null, run: now?.runId ?? null },
      ...{ version: now?.version ?? null, confidence: now?.confidence ?? null },
    };
  });
