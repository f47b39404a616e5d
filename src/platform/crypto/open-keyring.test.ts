import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { withShop } from '../db/postgres.ts';
import { holdMasterKeys } from './master-keys.ts';
import { openKeyring } from './open-keyring.ts';
import { rootKeyOf } from './root-key.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const place = (shopId: number) => ({ shopId, table: 'customers.traits', column: 'value_sealed', rowId: '1' });

describe('the keyring', () => {
  it('makes a shop its keys once, however many ask first', async () => {
    const { shopId } = await world.shop();
    const rings = Array.from({ length: 4 }, () => openKeyring(world.platform.db, world.platform.masterKeys));
    const keys = await Promise.all(rings.map((ring) => ring.forShop(shopId)));
    const sealed = keys[0]!.seal(place(shopId), '王小明');
    expect(keys.map((each) => each.open(place(shopId), sealed))).toEqual(Array(4).fill('王小明'));
    const indexes = keys.map((each) => each.blindIndex('phone', '+8613800138000').toString('hex'));
    expect(new Set(indexes).size).toBe(1);
  });

  it('gives every shop other keys', async () => {
    const [one, two] = [await world.shop(), await world.shop()];
    const { keyring } = world.platform;
    const first = await keyring.forShop(one.shopId);
    const second = await keyring.forShop(two.shopId);
    expect(first.blindIndex('phone', '1').equals(second.blindIndex('phone', '1'))).toBe(false);
    expect(() => second.open(place(one.shopId), first.seal(place(one.shopId), 'x'))).toThrow('does not open');
  });

  it('stores no key in clear, and opens none without the master key', async () => {
    const { shopId } = await world.shop();
    await world.platform.keyring.forShop(shopId);
    const foreign = openKeyring(
      world.platform.db,
      holdMasterKeys(world.platform.config, [rootKeyOf(Buffer.alloc(32, 1))]),
    );
    await expect(foreign.forShop(shopId)).rejects.toThrow('master-key');
    const { rows } = await withShop(world.platform.db, shopId, (tx) =>
      sql<{ length: number }>`select length(wrapped) from platform.data_keys`.execute(tx),
    );
    expect(rows).toEqual([{ length: 60 }, { length: 60 }]);
  });
});
