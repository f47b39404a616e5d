import type { Answer } from '../../client/ask.ts';

/** Where what the newest run says is read. */
export const socialPath = '/api/shops/{shop}/analytics/social' as const;

export type Social = Answer<typeof socialPath>;

export interface OfSocial {
  readonly social: Social;
}
