import type { Answer } from '../../client/ask.ts';

/** Where what the newest run says is read. */
export const recommendationsPath = '/api/shops/{shop}/analytics/recommendations' as const;

export type Learnt = Answer<typeof recommendationsPath>;

export interface OfLearnt {
  readonly learnt: Learnt;
}
