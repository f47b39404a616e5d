import type { Answer } from '../../client/ask.ts';

/** Where what the newest run says is read. */
export const churnPath = '/api/shops/{shop}/analytics/churn' as const;

export type Churn = Answer<typeof churnPath>;

export interface OfChurn {
  readonly churn: Churn;
}
