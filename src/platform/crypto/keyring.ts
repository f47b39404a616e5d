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

export interface ShopKeys {
  /** Ciphertext: 1 byte format, 4 bytes key version, 12 bytes nonce, 16 bytes tag, then the text. */
  seal(place: Place, plain: string): Buffer;
  /** The text; throws when the place, the key or the bytes are not those it was sealed with. */
  open(place: Place, sealed: Uint8Array): string;
  /** Keyed blind index of a normalized value: HMAC-SHA-256 over kind and value, cut to 16 bytes. Equal values, equal bytes. */
  blindIndex(kind: string, normalized: string): Buffer;
  /** Version of the key that `seal` uses now. */
  readonly sealVersion: number;
  /** Version of the key that `blindIndex` uses now. */
  readonly indexVersion: number;
}

export interface Keyring {
  /** The shop's keys, unwrapped and kept in memory; made on first use. */
  forShop(shopId: number): Promise<ShopKeys>;
}
