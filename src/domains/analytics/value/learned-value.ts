import type { Holdout } from './present-fit.ts';
import type { ValueSettings } from './value-settings.ts';

/** A model as a run keeps it: parameters in the order of their letters, and how sure they are. */
export interface LearnedModel {
  readonly model: string;
  readonly parameters: readonly number[];
  /** Null where the likelihood is flat: nothing can be said of errors. */
  readonly covariance: readonly (readonly number[])[] | null;
  readonly standard_errors: readonly (number | null)[];
  readonly letters: readonly string[];
  readonly log_likelihood: number;
  readonly converged: boolean;
  readonly confidence: 'low' | 'usual';
  /** Customers learnt from. */
  readonly customers: number;
}

/** What a run of the value model learnt: `parameters` of the run. */
export interface LearnedValue {
  readonly unit: 'week';
  readonly counts: LearnedModel;
  readonly spending: LearnedModel;
  /** Sales times this is value; 1 where value is sales. */
  readonly margin_rate: number;
  readonly settings: ValueSettings;
}

/** By how often customers had come back: what happened, what the model said, and what the plain rule said. */
export interface CalibrationRow {
  readonly repeats: number;
  readonly customers: number;
  readonly actual: number;
  readonly predicted: number;
  readonly naive: number;
}

/** On days the fit has not seen, beside the plain rule "as many as in the same number of days before". */
export interface ValueErrors {
  readonly purchases: Holdout | null;
  readonly spending: Holdout | null;
  readonly naive: {
    readonly predicted: number;
    readonly bias: number | null;
    readonly mae: number | null;
  } | null;
}

/** Cumulative repeat purchases at the end of a week, of those who first bought before the calibration's end. */
export interface TrackedWeek {
  /** Last day. */
  readonly day: string;
  readonly actual: number;
  readonly predicted: number;
}
