import type { Asking } from '../metrics/question.ts';

/** What fitting one model needs: the days it sees, and those it is held against. */
export interface Fitting {
  readonly asking: Asking;
  readonly model: string;
  readonly calibration: string;
  readonly asOf: string;
  readonly daysOfUnit: number;
}
