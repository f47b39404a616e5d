import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../db/postgres.ts';
import type { KeyContext, KeyPurpose } from './key-management.ts';
import type { MasterKeys } from './master-keys.ts';

export type KeyState = 'next' | 'current' | 'old';

/** A data key as stored: wrapped by the master key, one current version per shop and purpose. */
export interface DataKeyRow {
  readonly purpose: KeyPurpose;
  readonly version: number;
  readonly state: KeyState;
  readonly wrapped: Buffer;
  /** Which master key opens it, see KeyManagement. */
  readonly masterId: string;
}

/** All versions of a shop's keys, old ones too: values sealed with them may still be in an archive. */
export async function readDataKeys(tx: Tx, shopId: number): Promise<DataKeyRow[]> {
  const { rows } = await sql<DataKeyRow>`
    select purpose, version, state, wrapped, master_id as "masterId" from platform.data_keys where shop_id = ${shopId}
    order by purpose, version`.execute(tx);
  return rows;
}

/** Makes version 1 of both keys where the shop has none; two first users end with the same keys. */
export async function makeFirstKeys(tx: Tx, masterKeys: MasterKeys, shopId: number): Promise<void> {
  for (const purpose of ['seal', 'index'] as const) {
    await addDataKey(tx, masterKeys, { shopId, purpose, version: 1, state: 'current' });
  }
}

/** Adds a fresh random key. Does nothing where the version is there already. */
export async function addDataKey(
  tx: Tx,
  masterKeys: MasterKeys,
  key: KeyContext & { state: KeyState },
): Promise<void> {
  const kms = await masterKeys.toWrap(tx);
  // The context alone: a KMS may authenticate every field it is given, and `state` changes.
  const { shopId, purpose, version } = key;
  const wrapped = await kms.wrap({ shopId, purpose, version }, randomBytes(32));
  await sql`
    insert into platform.data_keys (shop_id, purpose, version, wrapped, master_id, state)
    values (${shopId}, ${purpose}, ${version}, ${wrapped}, ${kms.masterId}, ${key.state})
    on conflict do nothing`.execute(tx);
}

/** Makes `version` the current key and the one before it old, in the caller's transaction. */
export async function makeCurrent(tx: Tx, key: KeyContext): Promise<void> {
  const { shopId, purpose, version } = key;
  await sql`
    update platform.data_keys set state = 'old'
    where shop_id = ${shopId} and purpose = ${purpose} and state = 'current' and version <> ${version}`.execute(
    tx,
  );
  await sql`
    update platform.data_keys set state = 'current'
    where shop_id = ${shopId} and purpose = ${purpose} and version = ${version}`.execute(tx);
}
