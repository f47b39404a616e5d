import type { Job, JobSource } from '../../../platform/jobs/index.ts';
import { type ModelRun, readRuns } from './run-store.ts';

/** Runs of models as jobs. One that was cut off is begun anew by the schedule: there is nothing to tell it. */
export const scoreJobs: JobSource = {
  permission: 'analytics:read',
  list: async (tx, shopId, limit) => (await readRuns(tx, shopId, { limit })).map(jobOf),
};

const jobOf = (it: ModelRun): Job => ({
  ...{ job: `score:${it.runId}`, kind: 'score', state: it.status, about: `${it.model} ${it.asOf}` },
  done: it.status === 'running' && it.total !== null && it.total > 0 ? Math.min(1, it.seen / it.total) : null,
  ...{ started_by: it.startedBy, started_at: (it.startedAt ?? it.askedAt).toISOString() },
  finished_at: it.finishedAt?.toISOString() ?? null,
  problem: it.problem,
});
