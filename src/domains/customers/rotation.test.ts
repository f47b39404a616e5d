import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { openKeyring } from '../../platform/crypto/open-keyring.ts';
import { rotateIndex, rotateKeys } from '../../platform/crypto/rotate-keys.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { makeDictionary } from './dictionary/dictionary.ts';
import { resolvePersons } from './identity/resolve-persons.ts';
import { readNotes, writeNote } from './profiles/note-store.ts';
import { readCards } from './profiles/read-cards.ts';
import { searchPersons } from './profiles/search-customers.ts';
import { storeProfiles } from './profiles/store-profiles.ts';
import { customerSealedColumns } from './sealed-columns.ts';
import { claim, openShop, phone, type ShopFixture, testContext, user } from './shop-fixture.ts';

let world: World;
let shop: ShopFixture;
const now = new Date('2026-01-15T04:00:00Z');
const columns = customerSealedColumns(makeDictionary([]));
const phoneOf = (n: number) => `138001${String(n).padStart(5, '0')}`;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** 1,200 persons: more than two batches of the rotation. */
beforeEach(async () => {
  shop = await openShop(world);
  const weak = { maskedName: '王**', maskedPhone: '138****0000', district: '西湖区' };
  await shop.resolve(
    ...Array.from({ length: 600 }, (_, n) => ({ ...claim(user(`u${n}`), phone(phoneOf(n))), weak })),
  );
  const profile = (personId: number, day: number) => ({
    personId,
    at: `2026-01-0${day}T00:00:00Z`,
    traits: {
      name: `王${personId}`,
      phone: phoneOf(personId),
      'id-number': '330106199001021234',
      city: '杭州',
    },
  });
  for (const day of [1, 2])
    await shop.inShop((tx) =>
      storeProfiles(
        tx,
        shop.keys,
        shop.shopId,
        [...Array.from({ length: 600 }, (_, n) => profile(n + 1, 1)), profile(1, day)].map((it) =>
          day === 2 ? { ...it, traits: { ...it.traits, name: '改名' }, at: '2026-01-03T00:00:00Z' } : it,
        ),
        testContext,
      ),
    );
  await shop.inShop((tx) =>
    writeNote(tx, {
      keys: shop.keys,
      shopId: shop.shopId,
      customerId: 1,
      body: '喜欢红色',
      actor: 'cli',
      now,
    }),
  );
});

const search = (text: string) =>
  shop.inShop((tx) =>
    searchPersons(tx, {
      ...{ keys: shop.keys, shopId: shop.shopId, text },
      ...{ dictionary: makeDictionary([]), findOrder: async () => [], masking: 'masked' },
    }),
  );

const tools = () => ({
  db: world.platform.db,
  masterKeys: world.platform.masterKeys,
  keyring: world.platform.keyring,
});

async function lookAtAll(): Promise<unknown> {
  const { keys, shopId } = shop;
  const cards = await shop.inShop((tx) => readCards(tx, { keys, shopId, customerIds: [1, 3, 599], now }));
  const notes = orThrow(await shop.inShop((tx) => readNotes(tx, { keys, shopId, customerId: 1 })));
  const found = [await search(phoneOf(7)), await search('0007'), await search('改名'), await search('u7')];
  return { cards, notes, found };
}

describe('rotating keys', () => {
  it('seals and indexes everything anew, and nothing is lost', async () => {
    const before = await lookAtAll();
    const rotated = await rotateKeys(tools(), shop.shopId, columns);
    expect(rotated).toMatchObject({ sealVersion: 2, indexVersion: 2 });
    expect(await lookAtAll()).toEqual(before);
    expect(await shop.resolve(claim(phone(phoneOf(7))))).toMatchObject({ created: 0 });
    for (const { table, column } of columns.sealed) {
      const left = await shop.ask<{ n: number }>(
        `select count(*)::int as n from ${table} where substring(${column} from 2 for 4) <> '\\x00000002'::bytea`,
      );
      expect(left, table).toEqual([{ n: 0 }]);
    }
    for (const { table, index } of columns.indexed) {
      const left = await shop.ask<{ n: number }>(`select count(${index}_a)::int as n from ${table}`);
      expect(left, `${table}.${index}`).toEqual([{ n: 0 }]);
    }
    const again = await rotateKeys(tools(), shop.shopId, columns);
    expect(again).toMatchObject({ sealVersion: 3, indexVersion: 3 });
    expect(again.resealed).toBe(rotated.resealed);
    expect(again.reindexed).toBe(rotated.reindexed);
    expect(await lookAtAll()).toEqual(before);
  });

  it('goes on while shoppers arrive: nobody is made twice, whichever server they come to', async () => {
    const other = openKeyring(world.platform.db, world.platform.masterKeys);
    await other.forShop(shop.shopId);
    let rotating = true;
    const arrivals = async (ring: typeof other) => {
      for (let n = 0; rotating || n < 20; n++) {
        const keys = await ring.forShop(shop.shopId);
        await withShop(world.platform.db, shop.shopId, (tx) =>
          resolvePersons(
            tx,
            keys,
            shop.shopId,
            [claim(user(`new${n}`)), claim(phone(phoneOf(n % 600)))],
            testContext,
          ),
        );
      }
    };
    const rotation = rotateKeys(tools(), shop.shopId, columns).finally(() => {
      rotating = false;
    });
    await Promise.all([rotation, arrivals(other), arrivals(world.platform.keyring)]);
    const { rows } = await withShop(world.platform.db, shop.shopId, (tx) =>
      sql<{ persons: number; newcomers: number }>`
        select count(*)::int as persons, count(*) filter (where person_id > 1200)::int as newcomers
        from customers.identities`.execute(tx),
    );
    const names = new Set<string>();
    for (let n = 0; n < rows[0]!.newcomers; n++) {
      const found = await search(`new${n}`);
      expect(found, `new${n}`).toHaveLength(1);
      names.add(String(found[0]));
    }
    expect(names.size).toBe(rows[0]!.newcomers);
    expect(rows[0]!.persons).toBe(1200 + rows[0]!.newcomers);
  });

  it('takes up a rotation that broke off in the middle', async () => {
    const before = await lookAtAll();
    const broken = {
      ...columns.indexed[0]!,
      termOf: () => {
        throw new Error('the machine went away');
      },
    };
    await expect(rotateIndex(tools(), shop.shopId, [columns.indexed[4]!, broken])).rejects.toThrow(
      'went away',
    );
    expect(await lookAtAll()).toEqual(before);
    expect(await shop.resolve(claim(user('between')))).toMatchObject({ created: 1 });
    await rotateIndex(tools(), shop.shopId, columns.indexed);
    expect(shop.keys.indexVersion).toBe(2);
    expect(await lookAtAll()).toEqual(before);
    expect(await search('between')).toHaveLength(1);
  });
});
