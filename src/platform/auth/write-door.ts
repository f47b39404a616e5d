import type { Clock } from '../clock.ts';
import type { Db } from '../db/postgres.ts';
import { fail, ok, type Result } from '../errors.ts';
import { openKeyDoor } from './keys.ts';
import { keyInvalid, shopNotFound, writeKeyNeeded } from './problems.ts';
import { findShopById, type Shop } from './shops.ts';

/** A write key that was found good, and what it sends in to. */
export interface WriteKey {
  readonly keyId: string;
  readonly source: string;
  readonly shop: Shop;
}

/** How long a key is taken for good without asking, in milliseconds, and how many are kept. */
const KEPT_MS = 30_000;
const MOST_KEPT = 10_000;

/**
 * The door for write keys, on routes that take thousands of requests a second. What it answers may be 30 s old:
 * whoever stores something by it asks `goodKeys` in the same transaction, so that a revoked key is refused at once.
 * Problems: write-key-needed, key-invalid, shop-not-found.
 */
export function openWriteDoor({ db, clock }: { readonly db: Db; readonly clock: Clock }) {
  const door = openKeyDoor(db, clock);
  const kept = new Map<string, { readonly at: number; readonly key: WriteKey }>();
  const find = async (text: string): Promise<Result<WriteKey>> => {
    const key = await door(text);
    if (key === undefined) return fail(keyInvalid);
    if (key.kind !== 'write') return fail(writeKeyNeeded);
    const shop = await findShopById(db, key.shopId);
    return shop === undefined ? fail(shopNotFound) : ok({ keyId: key.keyId, source: key.source ?? '', shop });
  };
  return {
    async admit(text: string | undefined): Promise<Result<WriteKey>> {
      if (text === undefined || text === '') return fail(writeKeyNeeded);
      const now = performance.now();
      const known = kept.get(text);
      if (known !== undefined && now - known.at < KEPT_MS) return ok(known.key);
      const found = await find(text);
      if (kept.size >= MOST_KEPT) kept.clear();
      if (found.ok) kept.set(text, { at: now, key: found.value });
      else kept.delete(text);
      return found;
    },
    /** Asks anew the next time. */
    forget: (keyIds: ReadonlySet<string>): void => {
      for (const [text, { key }] of kept) if (keyIds.has(key.keyId)) kept.delete(text);
    },
  };
}

export type WriteDoor = ReturnType<typeof openWriteDoor>;
