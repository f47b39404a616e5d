import type { IdentityClaim, WeakEvidence } from '../../../contract/records.ts';
import { type Identity, identityKey, normalizeIdentity } from './normalize-identity.ts';

/**
 * Who a record says it is about: the first identity is the primary one. `at`: when the source knew, ISO 8601; `began`:
 * when what it tells began, if that was earlier (an order that changes state is as old as the order).
 */
export interface PersonClaim {
  readonly began?: string;
  readonly identities: readonly IdentityClaim[];
  readonly weak?: WeakEvidence;
  readonly at: string;
}

/** One distinct identity of a batch with the span of time it was claimed in. */
export interface ClaimedIdentity extends Identity {
  /** Its position in `ClaimedIdentities.distinct`. */
  readonly n: number;
  firstAt: string;
  lastAt: string;
}

export interface ClaimedIdentities {
  readonly distinct: readonly ClaimedIdentity[];
  /** For each claim, positions in `distinct`, the primary first. Empty when nothing in it names anybody. */
  readonly ofClaim: readonly (readonly number[])[];
  /** Identities that name nobody: masked, virtual, placeholders. */
  readonly unusable: number;
}

/** Brings the identities of all claims to one spelling and each distinct one to one place. */
export function collectIdentities(claims: readonly PersonClaim[]): ClaimedIdentities {
  const byKey = new Map<string, ClaimedIdentity>();
  let unusable = 0;
  const ofClaim = claims.map(({ identities, at }) => {
    const positions = new Set<number>();
    const instant = new Date(at).toISOString();
    for (const claim of identities) {
      const it = normalizeIdentity(claim);
      if ('no' in it) unusable++;
      else positions.add(noteIdentity(byKey, it.identity, instant));
    }
    return [...positions];
  });
  return { distinct: [...byKey.values()], ofClaim, unusable };
}

function noteIdentity(byKey: Map<string, ClaimedIdentity>, identity: Identity, at: string): number {
  const key = identityKey(identity);
  const known = byKey.get(key);
  if (known === undefined) {
    byKey.set(key, { ...identity, n: byKey.size, firstAt: at, lastAt: at });
    return byKey.size - 1;
  }
  if (at < known.firstAt) known.firstAt = at;
  if (at > known.lastAt) known.lastAt = at;
  return known.n;
}
