import type { Answer } from '../../client/ask.ts';
import { useOfRun } from '../../kit/model/use-of-run.ts';

const path = '/api/shops/{shop}/analytics/value' as const;

export type Value = Answer<typeof path>;

/** What the newest run says. */
export const useValue = (run: number | undefined) => useOfRun(path, run);
