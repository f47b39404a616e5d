import type { Answer } from '../../client/ask.ts';
import { queryClient } from '../../client/query-client.ts';

export const plansPath = '/api/shops/{shop}/plus/plans' as const;
export const subscriptionsPath = '/api/shops/{shop}/plus/subscriptions' as const;
export const reportPath = '/api/shops/{shop}/plus/report' as const;
export type Plan = Answer<typeof plansPath>['plans'][number];
export type Terms = Plan['terms'];
export type Subscription = Answer<typeof subscriptionsPath>['subscriptions'][number];
export type Report = Answer<typeof reportPath>;

export async function reloadPlans(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: [plansPath] });
  await queryClient.invalidateQueries({ queryKey: [reportPath] });
}
