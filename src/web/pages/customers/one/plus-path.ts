import type { Answer } from '../../../client/ask.ts';
import { queryClient } from '../../../client/query-client.ts';
import { pointsPath } from './points-paths.ts';

/** Where PLUS of a customer is asked for: what changes it asks it anew. */
export const plusPath = '/api/shops/{shop}/plus/customers/{customer}' as const;
export type OwnPlus = Answer<typeof plusPath>['subscriptions'][number];

export const plansPath = '/api/shops/{shop}/plus/plans' as const;

/** What it costs may be points. */
export async function reloadPlus(): Promise<void> {
  for (const stale of [plusPath, pointsPath]) await queryClient.invalidateQueries({ queryKey: [stale] });
}
