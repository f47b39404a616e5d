import { type Db, withShop } from '../db/postgres.ts';
import { makeFirstKeys, readDataKeys } from './data-keys.ts';
import type { Keyring, ShopKeys } from './keyring.ts';
import type { MasterKeys } from './master-keys.ts';
import { type LiveShopKeys, makeShopKeys } from './shop-keys.ts';

/** How long key versions are believed before another look: a second server learns of a rotation within this. */
const BELIEVED_MS = 5_000;

interface Held {
  readonly keys: LiveShopKeys;
  looked: number;
}

/** The keyring of an installation: data keys per shop in platform.data_keys, wrapped by the master key. */
export function openKeyring(db: Db, masterKeys: MasterKeys): Keyring {
  const shops = new Map<number, Promise<Held>>();
  const refresh = async (shopId: number): Promise<ShopKeys> => {
    const held = await holdShop(shops, { db, masterKeys, shopId });
    await withShop(db, shopId, (tx) => held.keys.load(tx));
    held.looked = performance.now();
    return held.keys;
  };
  const forShop = async (shopId: number): Promise<ShopKeys> => {
    const held = await holdShop(shops, { db, masterKeys, shopId });
    return performance.now() - held.looked > BELIEVED_MS ? refresh(shopId) : held.keys;
  };
  return { forShop, refresh };
}

interface Opening {
  readonly db: Db;
  readonly masterKeys: MasterKeys;
  readonly shopId: number;
}

/** One load per shop however many ask at once; a failed load is forgotten, so that the next ask tries again. */
function holdShop(shops: Map<number, Promise<Held>>, opening: Opening): Promise<Held> {
  const before = shops.get(opening.shopId);
  if (before !== undefined) return before;
  const loading = firstLoad(opening);
  shops.set(opening.shopId, loading);
  loading.catch(() => shops.delete(opening.shopId));
  return loading;
}

async function firstLoad({ db, masterKeys, shopId }: Opening): Promise<Held> {
  const keys = makeShopKeys(shopId, masterKeys);
  await withShop(db, shopId, async (tx) => {
    if ((await readDataKeys(tx, shopId)).length < 2) await makeFirstKeys(tx, masterKeys, shopId);
    await keys.load(tx);
  });
  return { keys, looked: performance.now() };
}
