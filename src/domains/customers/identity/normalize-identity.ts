import type { IdentityClaim, IdentityKind } from '../../../contract/records.ts';
import { identityKinds, type Unusable } from './identity-kinds.ts';

/** An identity in its one spelling. `channel` is 'any' for kinds that are the same on every channel. */
export interface Identity {
  readonly channel: string;
  readonly kind: IdentityKind;
  readonly value: string;
}

/** One spelling of a claimed identity, or why it names nobody. */
export function normalizeIdentity(claim: IdentityClaim): { identity: Identity } | { no: Unusable } {
  const rule = identityKinds[claim.kind];
  const it = rule.normalize(claim.value.normalize('NFKC').trim());
  if ('no' in it) return it;
  const channel = rule.scope === 'shop' ? 'any' : claim.channel.trim().toLowerCase();
  return { identity: { channel, kind: claim.kind, value: it.value } };
}

/** Whether it can name somebody: not empty, masked, virtual or a placeholder. */
export const isUsableIdentity = (claim: IdentityClaim): boolean => 'identity' in normalizeIdentity(claim);

/** Equal exactly for equal identities: for maps, and for a caller's cache of known ones. */
export const identityKey = (identity: Identity): string =>
  `${identity.channel}\0${identity.kind}\0${identity.value}`;

/** What the blind index of an identity is made over. */
export const identityTerm = (identity: Pick<Identity, 'channel' | 'kind'>): string =>
  `identity:${identity.channel}:${identity.kind}`;
