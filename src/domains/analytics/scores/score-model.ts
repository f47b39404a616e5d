import type { Text } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { AnalysedShop, Asking } from '../metrics/question.ts';
import type { ModelRun, RunOutcome } from './run-store.ts';
import type { Listed, ScoreRow } from './write-scores.ts';

/** What a run of a model is given. */
export interface ModelWork {
  readonly platform: Pick<Platform, 'db' | 'clickhouse' | 'clock' | 'fence' | 'log'>;
  readonly asking: Asking & { readonly shop: AnalysedShop };
  readonly run: ModelRun;
  /** The fit to score with; undefined: learn anew. */
  readonly lastFit: ModelRun | undefined;
  /** What the shop chose, over the model's own defaults: as `settings` of the model reads it. */
  readonly settings: unknown;
  /** Appends scores; call it once. */
  write(batches: AsyncIterable<Iterable<ScoreRow>>): Promise<number>;
  /** Appends scores that questions give, within the engine; call it once. Customers by score. */
  writeListed(listed: AsyncIterable<Listed>): Promise<Record<string, number>>;
  /** How far it is; throws where the run was called off or the process is to stop. */
  progress(seen: number, total: number): Promise<void>;
}

/** What is held against the fit at every run: whether customers and their scores still are as they were when it learnt. */
export interface Drift {
  /** Population stability index of the score, against the run that learnt. */
  readonly psi: number | null;
  /** Change of the error on recent days since the run that learnt, as a share of what happened. */
  readonly error: number | null;
}

/** What a model would learn from. */
export interface Ready {
  /** Day scores are to be of: `until`, or the last day of a file from the past. */
  readonly day: string;
  /** How much data there is, in whatever the model counts: a tenth more or less since a run is another shop. */
  readonly size: number;
}

/** A model that gives every customer scores, for the schedule, the page of jobs and the command line. */
export interface ScoreModel {
  readonly name: string;
  /** Of the method: a new one learns anew. */
  readonly version: number;
  readonly label: Text;
  readonly scores: readonly string[];
  /** What there is to learn from up to the day `until`; null: nothing, so no run. Asked often, so it must cost little. */
  ready(asking: Asking, until: string): Promise<Ready | null>;
  /**
   * Learns (or takes `lastFit`) and scores. Expected failures are thrown as ProblemError. `findings.drift` of the
   * outcome, a `Drift`, has it refitted when it is beyond its bounds.
   */
  run(work: ModelWork): Promise<RunOutcome & { readonly drift: Drift }>;
}
