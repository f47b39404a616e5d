import { otherKey } from '../db/installation.ts';
import type { Tx } from '../db/postgres.ts';
import { deriveSecret } from './derive-secret.ts';
import { type FormerSecret, openFormer } from './former-secrets.ts';
import { replaceKeyFile } from './key-file.ts';
import { type KeyContext, type KeyManagement, ownContext } from './key-management.ts';
import { nextKeyFile, oldKeyFile } from './master-key.ts';
import { type KeyPlace, keepNextRoot, type RootKey, readRootKeys, rootFrom } from './root-key.ts';
import { type FormerRow, holdStanding, readStanding, type Standing } from './standing.ts';

/** Secrets of one purpose: what is signed is signed with `current`, and what any of them signed is taken. */
export interface Secrets {
  readonly current: string;
  /** Of the master key that is to come. */
  readonly coming: readonly string[];
  /** The newest first. */
  readonly former: readonly string[];
}

/** Every secret whose signature is taken. */
export const allOf = ({ current, coming, former }: Secrets): string[] => [current, ...coming, ...former];

/**
 * The master keys that are good at this moment. It is one, but for a rotation: then what either wrapped opens, whatever
 * is wrapped anew is wrapped with the next, and both keys' passwords and signatures are taken, until all processes have
 * gone over.
 */
export interface MasterKeys {
  readonly current: RootKey;
  /** The current one first. */
  readonly all: readonly RootKey[];
  secrets(purpose: string): Secrets;
  /** Who wraps now; holds an announcement of another off until `tx` ends. */
  toWrap(tx: Tx): Promise<KeyManagement>;
  unwrap(tx: Tx, key: WrappedKey): Promise<Buffer>;
  /** Takes up what the installation says. Throws `master-key-other` when its key is not to be found here. */
  learn(standing: Standing, former?: readonly FormerRow[]): Promise<void>;
  /** Before the database can say more than its key's name: makes that one the current. */
  choose(masterId: string): Promise<void>;
}

export interface WrappedKey {
  readonly masterId: string;
  readonly context: KeyContext;
  readonly wrapped: Uint8Array;
}

interface Held {
  roots: readonly RootKey[];
  former: readonly FormerSecret[];
  /** Whose key lies in the key file, as far as we know. */
  inFile: string;
}

/** `roots`: as readRootKeys gives them. `onStale`: told once when the key file could not be replaced. */
export function holdMasterKeys(
  place: KeyPlace,
  roots: readonly RootKey[],
  onStale: (error: unknown) => void = () => {},
): MasterKeys {
  const held: Held = { roots, former: [], inFile: roots[0]!.kms.masterId };
  const working = { place, held, onStale };
  const learn = async (standing: Standing, former?: readonly FormerRow[]) => {
    await seek(working, standing);
    held.roots = thoseOf(held, standing);
    if (former !== undefined) held.former = await openFormer(held.roots, held.former, former);
    if (standing.nextMasterId === null) await settleFile(working);
  };
  return {
    get current() {
      return held.roots[0]!;
    },
    get all() {
      return held.roots;
    },
    secrets: (purpose) => secretsOf(held, purpose),
    toWrap: async (tx) => {
      await holdStanding(tx);
      const standing = await readStanding(tx);
      if (standing === undefined) return held.roots[0]!.kms;
      const wanted = standing.nextMasterId ?? standing.masterId;
      if (find(held, wanted) === undefined) await seek(working, standing);
      return known(held, wanted).kms;
    },
    unwrap: async (tx, { masterId, context, wrapped }) => {
      const standing = find(held, masterId) === undefined ? await readStanding(tx) : undefined;
      if (standing !== undefined) await seek(working, standing);
      // What no known key wrapped does not open: the one there is says so.
      return (find(held, masterId) ?? held.roots[0]!).kms.unwrap(context, wrapped);
    },
    learn,
    choose: async (masterId) => {
      if (find(held, masterId) === undefined) held.roots = await readRootKeys(place);
      held.roots = [known(held, masterId), ...held.roots.filter((it) => it.kms.masterId !== masterId)];
    },
  };
}

const find = ({ roots }: Held, masterId: string | null) => roots.find((it) => it.kms.masterId === masterId);

function known(held: Held, masterId: string): RootKey {
  const root = find(held, masterId);
  if (root === undefined) throw otherKey();
  return root;
}

function secretsOf({ roots, former }: Held, purpose: string): Secrets {
  const [current, ...others] = roots.map(({ secretKey }) => deriveSecret(secretKey, purpose));
  const before = former.filter((it) => it.purpose === purpose).map(({ secret }) => secret);
  return { current: current!, coming: others.filter((it) => !before.includes(it)), former: before };
}

interface Working {
  readonly place: KeyPlace;
  readonly held: Held;
  readonly onStale: (error: unknown) => void;
}

/**
 * Knows what the installation names, from the files and from what the database hands on. Which key is the current one
 * stays as it is: who asks inside a transaction may have read what is over by now.
 */
async function seek({ place, held }: Working, standing: Standing): Promise<void> {
  const { masterId, nextMasterId } = standing;
  const isMissing = (id: string | null) => id !== null && find(held, id) === undefined;
  if (isMissing(masterId) || isMissing(nextMasterId)) add(held, await readRootKeys(place));
  if (isMissing(nextMasterId)) add(held, [await takeHanded(place, standing, held.roots)]);
}

function add(held: Held, roots: readonly RootKey[]): void {
  const fresh = roots.filter((it) => find(held, it.kms.masterId) === undefined);
  held.roots = [...held.roots, ...fresh];
}

/** The keys that count now, the current first. */
function thoseOf(held: Held, { masterId, nextMasterId, formerMasterId }: Standing): RootKey[] {
  const others = [nextMasterId, formerMasterId].map((id) => find(held, id));
  return [known(held, masterId), ...others.filter((it) => it !== undefined)];
}

/** On another machine the next key comes wrapped with the one there is, and is laid beside it as if it had been made here. */
async function takeHanded(
  place: KeyPlace,
  { masterId, nextMasterId, handed }: Standing,
  roots: readonly RootKey[],
): Promise<RootKey> {
  const by = roots.find((it) => it.kms.masterId === masterId);
  if (by === undefined || handed === null) throw otherKey();
  const root = await rootFrom(place, await by.kms.unwrap(ownContext('next'), handed));
  if (root.kms.masterId !== nextMasterId) throw otherKey();
  // A folder that takes no file: its key must be brought by hand, which is said when the rotation is over.
  await keepNextRoot(place, root).catch(() => {});
  return root;
}

/** When the rotation is over, the current key takes the place of the file's. */
async function settleFile({ place, held, onStale }: Working): Promise<void> {
  const current = held.roots[0]!;
  const old = held.inFile;
  if (old === current.kms.masterId) return;
  held.inFile = current.kms.masterId;
  try {
    const file = place.masterKeyFile;
    // By whoever came first, perhaps: the folder may be shared.
    if ((await readRootKeys(place))[0]!.kms.masterId === current.kms.masterId) return;
    await keepNextRoot(place, current);
    await replaceKeyFile(file, { next: nextKeyFile(file), old: oldKeyFile(file, old) });
  } catch (error) {
    onStale(error);
  }
}
