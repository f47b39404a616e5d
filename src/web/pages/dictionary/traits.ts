import type { Answer } from '../../client/ask.ts';
import { queryClient } from '../../client/query-client.ts';

export const traitsPath = '/api/shops/{shop}/customers/dictionary' as const;
export const undeclaredPath = '/api/shops/{shop}/undeclared-traits' as const;

export type Trait = Answer<typeof traitsPath>['traits'][number];

export async function reloadDictionary(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: [traitsPath] });
  await queryClient.invalidateQueries({ queryKey: [undeclaredPath] });
}
