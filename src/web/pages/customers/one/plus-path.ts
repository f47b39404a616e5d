import type { Answer } from '../../../client/ask.ts';

/** Where PLUS of a customer is asked for: what changes it asks it anew. */
export const plusPath = '/api/shops/{shop}/plus/customers/{customer}' as const;
export type OwnPlus = Answer<typeof plusPath>['subscriptions'][number];
