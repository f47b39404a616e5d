import type { Asking } from '../metrics/question.ts';
import type { ValueSettings } from './value-settings.ts';

/** What learning the value of a shop's customers needs. */
export interface Learning {
  readonly asking: Asking;
  readonly settings: ValueSettings;
  readonly asOf: string;
  /** First shop day of a purchase. */
  readonly first: string;
}
