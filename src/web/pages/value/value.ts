import type { Answer } from '../../client/ask.ts';

/** Where what the newest run says is read. */
export const valuePath = '/api/shops/{shop}/analytics/value' as const;

export type Value = Answer<typeof valuePath>;
