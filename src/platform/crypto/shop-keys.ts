import { sql } from 'kysely';
import type { Tx } from '../db/postgres.ts';
import { type DataKeyRow, readDataKeys } from './data-keys.ts';
import type { KeyPurpose } from './key-management.ts';
import type { Place, ShopKeys } from './keyring.ts';
import type { MasterKeys } from './master-keys.ts';
import { blindIndexWith, openWith, SealError, sealVersionOf, sealWith } from './seal.ts';

interface LoadedKey {
  readonly version: number;
  readonly bytes: Buffer;
}

/** The keys of one shop as of the last look at platform.data_keys. */
interface Loaded {
  readonly seal: ReadonlyMap<number, Buffer>;
  readonly index: ReadonlyMap<number, Buffer>;
  readonly currentSeal: LoadedKey;
  readonly currentIndex: LoadedKey;
  readonly nextIndex: LoadedKey | undefined;
}

/** ShopKeys that can take up new versions in place; see `fence`. */
export interface LiveShopKeys extends ShopKeys {
  load(tx: Tx): Promise<void>;
}

/** Odd versions stand in column a, even ones in b, so a switch moves no row: only the current version changes. */
export const indexColumnOf = (version: number): 'a' | 'b' => (version % 2 === 1 ? 'a' : 'b');

/** Advisory lock class of index fences ('shki'); the second key is the shop. */
const FENCE_CLASS = 0x73686b69;

/** Waits for every writer that is inside a fence, and keeps new ones out until `tx` ends. */
export const holdFence = (tx: Tx, shopId: number) =>
  sql`select pg_advisory_xact_lock(${FENCE_CLASS}::int, ${shopId}::int)`.execute(tx);

export function makeShopKeys(shopId: number, masterKeys: MasterKeys): LiveShopKeys {
  let keys: Loaded | undefined;
  const now = () => {
    if (keys === undefined) throw new Error('Keys are used before they are loaded.');
    return keys;
  };
  const index = (kind: string, normalized: string) =>
    blindIndexWith(now().currentIndex.bytes, kind, normalized);
  const load = async (tx: Tx) => {
    const loaded = await unwrapAll(await readDataKeys(tx, shopId), { tx, shopId, masterKeys, known: keys });
    if (keys === undefined || !isOlder(loaded, keys)) keys = loaded;
  };
  return {
    load,
    seal: (place, plain) => sealWith(now().currentSeal, place, plain),
    open: (place, sealed) => openSealed(now(), place, sealed),
    blindIndex: index,
    indexPair: (kind, normalized) => pairOf(now(), kind, normalized),
    fingerprint: (kind, text) => blindIndexWith(now().index.get(1)!, `fingerprint:${kind}`, text),
    get indexColumn() {
      return indexColumnOf(now().currentIndex.version);
    },
    get sealVersion() {
      return now().currentSeal.version;
    },
    get indexVersion() {
      return now().currentIndex.version;
    },
    fence: async (tx) => {
      await sql`select pg_advisory_xact_lock_shared(${FENCE_CLASS}::int, ${shopId}::int)`.execute(tx);
      await load(tx);
    },
  };
}

/** Versions only grow, so a slow look that began before a rotation never undoes a later one. */
const isOlder = (one: Loaded, other: Loaded) =>
  one.index.size < other.index.size ||
  one.seal.size < other.seal.size ||
  one.currentIndex.version < other.currentIndex.version ||
  one.currentSeal.version < other.currentSeal.version;

function openSealed(keys: Loaded, place: Place, sealed: Uint8Array): string {
  const key = keys.seal.get(sealVersionOf(sealed));
  if (key === undefined) throw new SealError('version');
  return openWith(key, place, sealed);
}

function pairOf(keys: Loaded, kind: string, normalized: string): { a: Buffer | null; b: Buffer | null } {
  const pair: { a: Buffer | null; b: Buffer | null } = { a: null, b: null };
  for (const key of [keys.currentIndex, keys.nextIndex]) {
    if (key !== undefined) pair[indexColumnOf(key.version)] = blindIndexWith(key.bytes, kind, normalized);
  }
  return pair;
}

interface Unwrapping {
  readonly tx: Tx;
  readonly shopId: number;
  readonly masterKeys: MasterKeys;
  /** Keys unwrapped before: a KMS is asked once per version. */
  readonly known: Loaded | undefined;
}

async function unwrapAll(rows: readonly DataKeyRow[], how: Unwrapping): Promise<Loaded> {
  const maps = { seal: new Map<number, Buffer>(), index: new Map<number, Buffer>() };
  for (const { purpose, version, wrapped, masterId } of rows) {
    const key = { masterId, wrapped, context: { shopId: how.shopId, purpose, version } };
    const known = how.known?.[purpose].get(version);
    maps[purpose].set(version, known ?? (await how.masterKeys.unwrap(how.tx, key)));
  }
  const find = (purpose: KeyPurpose, state: string) => {
    const row = rows.find((each) => each.purpose === purpose && each.state === state);
    return row && { version: row.version, bytes: maps[purpose].get(row.version)! };
  };
  const currentSeal = find('seal', 'current');
  const currentIndex = find('index', 'current');
  if (!currentSeal || !currentIndex) throw new Error(`Shop ${how.shopId} has no current data keys.`);
  return { ...maps, currentSeal, currentIndex, nextIndex: find('index', 'next') };
}
