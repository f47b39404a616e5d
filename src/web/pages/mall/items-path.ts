import type { Answer } from '../../client/ask.ts';
import { queryClient } from '../../client/query-client.ts';

export const itemsPath = '/api/shops/{shop}/mall/items' as const;
export const redemptionsPath = '/api/shops/{shop}/mall/redemptions' as const;
export type Item = Answer<typeof itemsPath>['items'][number];
export type Redemption = Answer<typeof redemptionsPath>['redemptions'][number];

export const reloadItems = () => queryClient.invalidateQueries({ queryKey: [itemsPath] });
