import type { Answer } from '../../client/ask.ts';

export const tiersPath = '/api/shops/{shop}/tiers' as const;
export const rulesPath = '/api/shops/{shop}/tiers/rules' as const;
export type History = Answer<typeof rulesPath>;
export type Version = History['versions'][number];
export type Rules = Version['rules'];
export type Rung = Rules['ladder'][number];
export type Standings = Answer<typeof tiersPath>;
