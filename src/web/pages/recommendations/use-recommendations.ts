import type { Answer } from '../../client/ask.ts';
import { useOfRun } from '../../kit/model/use-of-run.ts';

const path = '/api/shops/{shop}/analytics/recommendations' as const;

export type Learnt = Answer<typeof path>;

export interface OfLearnt {
  readonly learnt: Learnt;
}

/** What the newest run learnt. */
export const useRecommendations = (run: number | undefined) => useOfRun(path, run);
