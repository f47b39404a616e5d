import type { Answer } from '../../client/ask.ts';
import { useOfRun } from '../../kit/model/use-of-run.ts';

const path = '/api/shops/{shop}/analytics/social' as const;

export type Social = Answer<typeof path>;

export interface OfSocial {
  readonly social: Social;
}

/** What the newest run says. */
export const useSocial = (run: number | undefined) => useOfRun(path, run);
