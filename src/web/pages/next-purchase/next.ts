import type { Answer } from '../../client/ask.ts';

/** Where what the newest run says is read. */
export const nextPath = '/api/shops/{shop}/analytics/next-purchase' as const;

export type Next = Answer<typeof nextPath>;

export interface OfNext {
  readonly next: Next;
}
