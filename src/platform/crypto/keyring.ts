import type { Tx } from '../db/postgres.ts';

/**
 * Per-shop data keys, wrapped by a master key (a file in the data directory by default, a KMS by the same interface).
 * Personal fields are sealed with AES-256-GCM and searched only by keyed blind index.
 */

/** Where a sealed value lives. Authenticated with it (AAD), so that a value copied to another row does not open. */
export interface Place {
  readonly shopId: number;
  /** Schema-qualified table, such as `customers.traits`. */
  readonly table: string;
  readonly column: string;
  /** The row's own permanent id; never the customer id, which changes on merge. */
  readonly rowId: string;
}

/** The two columns every blind index has: odd key versions stand in `a`, even ones in `b`. */
export interface IndexPair {
  readonly a: Buffer | null;
  readonly b: Buffer | null;
}

/**
 * One shop's keys. The object lives as long as the keyring and takes up new versions by itself, so it may be kept;
 * bytes it once returned may not: compute indexes in the transaction that uses them, after `fence`.
 */
export interface ShopKeys {
  /** Ciphertext: 1 byte format, 4 bytes key version, 12 bytes nonce, 16 bytes tag, then the text. */
  seal(place: Place, plain: string): Buffer;
  /** The text; throws SealError when the place, the key or the bytes are not those it was sealed with. */
  open(place: Place, sealed: Uint8Array): string;
  /** Keyed blind index of a normalized value: HMAC-SHA-256 over kind and value, cut to 16 bytes. Equal values, equal bytes. */
  blindIndex(kind: string, normalized: string): Buffer;
  /** Both index columns of a row being written: the current key's, and the next one's while a rotation runs. */
  indexPair(kind: string, normalized: string): IndexPair;
  /**
   * 16 bytes that tell whether a text is the one seen before, under the shop's first index key for ever: a rotation
   * must not make every old row look changed. Not for looking people up.
   */
  fingerprint(kind: string, text: string): Buffer;
  /** The column that `blindIndex` is to be looked up in now. */
  readonly indexColumn: 'a' | 'b';
  /** Version of the key that `seal` uses now. */
  readonly sealVersion: number;
  /** Version of the key that `blindIndex` uses now. */
  readonly indexVersion: number;
  /**
   * Before writing or relying on blind indexes: holds an index switch off until `tx` ends, and takes up versions made
   * since. Two cheap statements. Without it a row could be written under an index nobody looks in any more.
   */
  fence(tx: Tx): Promise<void>;
}

export interface Keyring {
  /** The shop's keys, unwrapped and kept in memory; made on first use. */
  forShop(shopId: number): Promise<ShopKeys>;
  /** Reads the shop's key versions again (after a rotation). */
  refresh(shopId: number): Promise<ShopKeys>;
}
