import type { IdentityClaim } from '../../../contract/records.ts';

/** What this process remembers of somebody it resolved before: their claim was heard live, and is in PostgreSQL. */
export interface KnownClaim {
  /** Persons of its identities, the primary first. Empty: none of them names anybody. */
  readonly persons: readonly number[];
  /** The shop's generation it was learnt in; see customers/identity/generations.ts. */
  readonly generation: number;
  /** The span in which they are known to have been seen, ms since 1970. */
  from: number;
  to: number;
  /** The earliest touch told of them; Infinity = none. */
  touchedAt: number;
}

/** Claims kept at most, twice over: some 200 bytes each. */
const MOST_KEPT = 200_000;

/**
 * A bounded memory of claims and products, forgetting what was not asked for longest: entries live in a young and an
 * old map; when the young one is full it becomes the old one, and what is found in the old one moves back.
 */
export class Remembered<V> {
  #young = new Map<string, V>();
  #old = new Map<string, V>();
  readonly #most: number;

  constructor(most = MOST_KEPT) {
    this.#most = most;
  }

  get(key: string): V | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, value: V): void {
    if (this.#young.size >= this.#most) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }
}

/** One text per claim: the same identities in the same order. */
export function claimKey(shopId: number, identities: readonly IdentityClaim[]): string {
  let key = String(shopId);
  for (const { channel, kind, value } of identities) key += `\0${channel}\0${kind}\0${value}`;
  return key;
}
