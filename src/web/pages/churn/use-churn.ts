import type { Answer } from '../../client/ask.ts';
import { useOfRun } from '../../kit/model/use-of-run.ts';

const path = '/api/shops/{shop}/analytics/churn' as const;

export type Churn = Answer<typeof path>;

export interface OfChurn {
  readonly churn: Churn;
}

/** What the newest run says. */
export const useChurn = (run: number | undefined) => useOfRun(path, run);
