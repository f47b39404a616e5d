import { addDays } from '../metrics/days.ts';
import { hasDrifted } from './drift-rules.ts';
import type { Cause, ModelRun } from './run-store.ts';
import type { Drift } from './score-model.ts';

/** What is known of a model in a shop. */
export interface Standing {
  readonly version: number;
  /** The shop day scores are to be of. */
  readonly day: string;
  /** How much data there is now (score-model.ts). */
  readonly size: number;
  readonly now: Date;
  /** Newest first: the runs of the last days. */
  readonly runs: readonly Pick<
    ModelRun,
    'runId' | 'asOf' | 'status' | 'version' | 'fittedBy' | 'finishedAt' | 'findings' | 'problem'
  >[];
  readonly settingsChangedAt: Date | undefined;
}

export interface Due {
  readonly cause: Cause;
  readonly isRefit: boolean;
}

const WEEK_DAYS = 7;
/** After a failure nobody expected, and between runs that drift asked for. */
const PATIENCE_MS = 60 * 60_000;
const MUCH = 0.1;

/**
 * Whether a model is to run now: once for every day, learning anew once a week, when its settings changed behind the last
 * run, when there is much more data or less than it saw, and when it found that customers are no longer those it learnt
 * from.
 */
export function dueOf(it: Standing): Due | undefined {
  const [last] = it.runs.filter(({ status }) => status === 'done' || status === 'failed');
  if (it.runs.some(({ status }) => status === 'waiting' || status === 'running')) return undefined;
  if (last?.status === 'failed' && isPatient(last, it.now)) return undefined;
  const done = it.runs.filter(({ status }) => status === 'done');
  const [ofDay] = done.filter(({ asOf }) => asOf === it.day);
  const fit = done.find(({ fittedBy, runId }) => fittedBy === runId);
  if (fit === undefined || fit.version !== it.version || fit.asOf <= addDays(it.day, -WEEK_DAYS))
    return { cause: 'weekly', isRefit: true };
  if (isOlder(done[0], it.settingsChangedAt)) return { cause: 'settings', isRefit: true };
  if (ofDay === undefined) return { cause: 'daily', isRefit: false };
  if (isAnother(ofDay, it)) return { cause: 'data', isRefit: true };
  const isNew = it.now.getTime() - fit.finishedAt!.getTime() < PATIENCE_MS;
  return !isNew && hasDrifted(driftOf(ofDay)) ? { cause: 'drift', isRefit: true } : undefined;
}

/** An erasure called it off: that is over at once. */
const isPatient = ({ problem, finishedAt }: Standing['runs'][number], now: Date): boolean =>
  problem?.code !== 'called-off' && now.getTime() - finishedAt!.getTime() < PATIENCE_MS;

const isOlder = (run: Standing['runs'][number] | undefined, changedAt: Date | undefined): boolean =>
  run !== undefined && changedAt !== undefined && run.finishedAt! < changedAt;

/** A tenth more data, or less, than the day's run saw: history was imported, or an import undone. Once an hour at most. */
function isAnother({ findings, finishedAt }: Standing['runs'][number], { size, now }: Standing): boolean {
  const seen = (findings as { size?: number } | null)?.size ?? size;
  const isRested = now.getTime() - finishedAt!.getTime() >= PATIENCE_MS;
  return isRested && Math.abs(size - seen) > MUCH * Math.max(seen, 1);
}

const driftOf = ({ findings, fittedBy, runId }: Standing['runs'][number]): Drift =>
  fittedBy === runId
    ? { psi: null, error: null }
    : ((findings as { drift?: Drift } | null)?.drift ?? { psi: null, error: null });
