import type { Answer } from '../../client/ask.ts';
import { useOfRun } from '../../kit/model/use-of-run.ts';

const path = '/api/shops/{shop}/analytics/next-purchase' as const;

export type Next = Answer<typeof path>;

export interface OfNext {
  readonly next: Next;
}

/** What the newest run says. */
export const useNext = (run: number | undefined) => useOfRun(path, run);
