import { createHmac, randomBytes } from 'node:crypto';
import { discardKeyFile, readKeyFile, seekKeyFile } from './key-file.ts';
import { type KeyManagement, keyManagementOf, ownContext } from './key-management.ts';
import { kmsFailed, kmsMissing, kmsOther } from './kms-problems.ts';
import { keyInClear, nextKeyFile } from './master-key.ts';
import { openKms } from './open-kms.ts';

/**
 * What an installation's protection hangs on. With a master key in a file both are that key. With a KMS the key never
 * leaves it, so the secrets come from 32 random bytes of our own that lie in the same file, wrapped by the KMS.
 */
export interface RootKey {
  /** Wraps data keys. */
  readonly kms: KeyManagement;
  /** 32 bytes from which passwords of database roles and secrets for cookies and cursors are derived. */
  readonly secretKey: Buffer;
}

export interface KeyPlace {
  readonly masterKeyFile: string;
  /** Module of the KMS that is to wrap; see openKms. */
  readonly kms?: string | undefined;
  /** Module of the KMS that wrapped before, until a rotation has moved everything to `kms`, or back into the file. */
  readonly kmsFormer?: string | undefined;
}

export const rootKeyOf = (masterKey: Buffer): RootKey => ({
  kms: keyManagementOf(masterKey),
  secretKey: masterKey,
});

/**
 * Reads or makes what the key file holds; `masterId` in it says which KMS opens it. Throws the problems of readKeyFile,
 * keyInClear and openKms, `kms-missing` and `kms-other`.
 */
export const readRootKey = (place: KeyPlace): Promise<RootKey> => readOrMake(place, place.masterKeyFile);

async function readNextRoot(place: KeyPlace): Promise<RootKey | undefined> {
  const file = nextKeyFile(place.masterKeyFile);
  const text = await seekKeyFile(file);
  return text === undefined ? undefined : rootOf(place, { file, text });
}

/**
 * Makes the one that is to come, beside that of the file. One that lies there was never announced, or is left of a
 * rotation that others ended: nothing is wrapped with it, and it may be a key that was given up.
 */
export async function makeNextRoot(place: KeyPlace): Promise<RootKey> {
  const file = nextKeyFile(place.masterKeyFile);
  await discardKeyFile(file);
  return readOrMake(place, file);
}

/**
 * That of the key file, and the one that is to come where a rotation has laid one beside it. The one to come is read first:
 * it may take the file's place meanwhile, and is then found there.
 */
export async function readRootKeys(place: KeyPlace): Promise<RootKey[]> {
  const next = await readNextRoot(place);
  const first = await readRootKey(place);
  return next === undefined || next.kms.masterId === first.kms.masterId ? [first] : [first, next];
}

/** Where `place` would have a new key: in the KMS it names, or else in the file. */
const textOf = async (place: KeyPlace, secretKey: Buffer): Promise<string> => {
  if (place.kms === undefined) return secretKey.toString('base64');
  const kms = await reachKms(place.kms);
  const wrapped = await kms.wrap(ownContext('secrets'), secretKey);
  return `kms ${kms.masterId} ${Buffer.from(wrapped).toString('base64')}`;
};

/** Lays a key that another process made beside the file, as makeNextRoot would have. */
export async function keepNextRoot(place: KeyPlace, { kms, secretKey }: RootKey): Promise<void> {
  const file = nextKeyFile(place.masterKeyFile);
  const there = await readNextRoot(place).catch(() => undefined);
  if (there?.kms.masterId === kms.masterId) return;
  await discardKeyFile(file);
  await readKeyFile(file, () => textOf(place, secretKey));
}

/** The key that another process made of these bytes, where `place` would have a new one. */
export const rootFrom = async (place: KeyPlace, secretKey: Buffer): Promise<RootKey> =>
  place.kms === undefined
    ? rootKeyOf(secretKey)
    : { kms: namedBoth(await reachKms(place.kms), secretKey), secretKey };

const readOrMake = async (place: KeyPlace, file: string): Promise<RootKey> =>
  rootOf(place, { file, text: await readKeyFile(file, () => textOf(place, randomBytes(32))) });

async function rootOf(place: KeyPlace, { file, text }: { file: string; text: string }): Promise<RootKey> {
  const [, wanted, wrapped] = /^kms (\S+) (\S+)$/.exec(text) ?? [];
  if (wanted === undefined) return rootKeyOf(keyInClear(text, file));
  const kms = await findKms(place, file, wanted);
  const secretKey = await kms.unwrap(ownContext('secrets'), Buffer.from(wrapped!, 'base64'));
  return { kms: namedBoth(kms, secretKey), secretKey };
}

async function findKms(place: KeyPlace, file: string, wanted: string): Promise<KeyManagement> {
  const found: string[] = [];
  for (const path of [place.kms, place.kmsFormer]) {
    if (path === undefined) continue;
    const kms = await reachKms(path);
    if (kms.masterId === wanted) return kms;
    found.push(kms.masterId);
  }
  throw found.length === 0 ? kmsMissing(file) : kmsOther(file, { wanted, found: found.join(', ') });
}

const reachKms = async (path: string): Promise<KeyManagement> => saidToFail(await openKms(path), path);

/** A KMS that is away, or refuses, is the problem `kms-failed`, whoever asks it. */
function saidToFail(kms: KeyManagement, path: string): KeyManagement {
  const reach = async (work: () => Promise<Buffer>): Promise<Buffer> => {
    try {
      return await work();
    } catch (error) {
      throw kmsFailed(path, error);
    }
  };
  return {
    masterId: kms.masterId,
    wrap: (context, dataKey) => reach(() => kms.wrap(context, dataKey)),
    unwrap: (context, wrapped) => reach(() => kms.unwrap(context, wrapped)),
  };
}

/**
 * Processes and archives are told apart by this name, so it names our own bytes too: one with the same KMS and other
 * secrets would give the database roles other passwords and shut the rest out.
 */
function namedBoth(kms: KeyManagement, secretKey: Buffer): KeyManagement {
  const own = createHmac('sha256', secretKey).update('shuke master id').digest('hex').slice(0, 16);
  return {
    masterId: `kms:${kms.masterId}:${own}`,
    wrap: (context, dataKey) => kms.wrap(context, dataKey),
    unwrap: (context, wrapped) => kms.unwrap(context, wrapped),
  };
}
