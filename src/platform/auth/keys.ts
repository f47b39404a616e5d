import type { KeyShown, NewKey } from '../../contract/keys.ts';
import type { Clock } from '../clock.ts';
import { type Db, withShop } from '../db/postgres.ts';
import { fail, ok, type Result } from '../errors.ts';
import type { Audit } from './audit.ts';
import { hashOf, kindOf, makeKey } from './key-rules.ts';
import * as store from './keys-store.ts';
import { keyNotFound } from './problems.ts';

export interface KeyParts {
  readonly db: Db;
  readonly audit: Audit;
}

interface Act {
  readonly shopId: number;
  readonly actor: string;
}

/** Makes a key. `key` in the answer is the only copy there will ever be. */
export async function createKey(
  { db, audit }: KeyParts,
  act: Act,
  key: NewKey,
): Promise<KeyShown & { key: string }> {
  const fresh = makeKey(key.kind);
  const stored = await withShop(db, act.shopId, async (tx) => {
    const made = await store.insertKey(tx, { ...act, key, fresh });
    // The audit refuses a name that is somebody's, and the key with it.
    const { kind, name, source, scopes, prefix } = made;
    const details = { kind, name, source, scopes, prefix };
    await audit(tx, { ...act, act: 'keys.create', subject: `key:${made.key_id}`, details });
    return made;
  });
  return { ...stored, key: fresh.key };
}

/** Every key of the shop, revoked ones too, oldest first. */
export async function listKeys({ db }: { readonly db: Db }, shopId: number): Promise<KeyShown[]> {
  return withShop(db, shopId, store.listKeys);
}

/** Takes a key out of use, at once in this process. Problem: `key-not-found`. */
export async function revokeKey({ db, audit }: KeyParts, act: Act, keyId: string): Promise<Result<KeyShown>> {
  const revoked = await withShop(db, act.shopId, async (tx) => {
    const key = await store.markRevoked(tx, keyId);
    if (key !== undefined)
      await audit(tx, { ...act, act: 'keys.revoke', subject: `key:${keyId}`, details: {} });
    return key;
  });
  return revoked === undefined ? fail(keyNotFound) : ok(revoked);
}

const minute = 60_000;

/**
 * The door for keys: finds a key by its text and notes its use. Every request asks the database, so that a revoked
 * key is refused at once everywhere; only the note of its use is kept back, to one a minute.
 */
export function openKeyDoor(db: Db, clock: Clock) {
  const noted = new Map<string, number>();
  async function noteUse(key: store.FoundKey): Promise<void> {
    const now = clock.now().getTime();
    if (now - (noted.get(key.keyId) ?? Number.NEGATIVE_INFINITY) < minute) return;
    noted.set(key.keyId, now);
    await withShop(db, key.shopId, (tx) => store.markUsed(tx, key.keyId));
  }
  /** The key, or undefined when it is unknown or revoked. */
  return async (text: string): Promise<store.FoundKey | undefined> => {
    if (kindOf(text) === undefined) return undefined;
    const key = await store.findKey(db, hashOf(text));
    if (key === undefined || key.revokedAt !== null) return undefined;
    await noteUse(key);
    return key;
  };
}

export type KeyDoor = ReturnType<typeof openKeyDoor>;
