import type { Asking } from '../metrics/question.ts';

/** What fitting one model needs: the days it sees, and those it is held against. */
export interface Fitting {
  readonly asking: Asking;
  readonly model: string;
  readonly calibration: string;
  readonly asOf: string;
  readonly daysOfUnit: number;
  /** 'where-few': below 100 who came back the fit leans on the shape of most shops, rather than running to where no end is. */
  readonly leans?: 'where-few' | undefined;
}
