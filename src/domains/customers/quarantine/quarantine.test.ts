import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../../../../test/world.ts';
import { orThrow } from '../../../platform/errors.ts';
import { splitCustomer, unmergeCustomers } from '../identity/unmerge-customers.ts';
import { claim, openShop, phone, type ShopFixture, user } from '../shop-fixture.ts';
import { undoImport } from '../undo-import.ts';
import { listQuarantined } from './list-quarantined.ts';
import { keepQuarantined, previewRelease, releaseQuarantined } from './release-quarantined.ts';

/** Staff decide on a phone that 21 accounts were named with. */

let world: World;
let shop: ShopFixture;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const courier = phone('13900139000');
/** The phone's person: named in the first claim behind its account. */
const PHONE = 2;
const accounts = Array.from({ length: 21 }, (_, n) => claim(user(`u${n}`), courier));

beforeEach(async () => {
  shop = await openShop(world);
  await shop.resolve(...accounts);
});

const by = 'user:mei';
const reason = 'a family, they share it';
const deciding = () => ({ shopId: shop.shopId, personId: PHONE, by, reason });
const release = (liftNever = false) =>
  shop.inShop((tx) => releaseQuarantined(tx, { ...deciding(), liftNever }));
const list = (state: 'open' | 'kept' | 'all' = 'open') =>
  shop.inShop((tx) =>
    listQuarantined(tx, { keys: shop.keys, shopId: shop.shopId, masking: 'masked', state, limit: 10 }),
  );
const customerCount = async () => new Set(Object.values(await shop.customers())).size;
const edges = () =>
  shop.ask<object>(
    "select kind, person_a, person_b from customers.edges where withdrawn_at is null and kind = 'never'",
  );

describe('a quarantined value', () => {
  it('is listed masked, with how many it was named with, and a preview changes nothing', async () => {
    expect(await customerCount()).toBe(22);
    expect(await list()).toMatchObject([
      { person_id: PHONE, kind: 'phone', value: '139****9000', named_with: 21, kept_at: null },
    ]);
    const preview = orThrow(await shop.inShop((tx) => previewRelease(tx, shop.shopId, PHONE)));
    expect(preview).toMatchObject({ customerId: 1, keptApart: [] });
    expect([preview.customerIds.length, preview.persons.length]).toEqual([22, 22]);
    expect(await customerCount()).toBe(22);
  });

  it('is let out once: everybody is one customer, the next event too, and no rule takes it back', async () => {
    const [one, other] = await Promise.all([release(), release()]);
    expect([one, other].map((it) => it.ok).sort()).toEqual([false, true]);
    expect(await customerCount()).toBe(1);
    expect(await list('all')).toEqual([]);
    await shop.resolve(...accounts, claim(user('new'), courier));
    expect(await customerCount()).toBe(1);
    expect(await shop.ask('select act, subject, reason from compliance.audit_log')).toEqual([
      { act: 'customers.release-quarantined', subject: `person:${PHONE}`, reason },
    ]);
  });

  it('is quarantined as it was when the release is undone, and may be let out again', async () => {
    const { edgeIds } = orThrow(await release());
    const undone = await shop.inShop((tx) => unmergeCustomers(tx, { shopId: shop.shopId, edgeIds, by }));
    expect(orThrow(undone).customerIds).toHaveLength(22);
    expect(await list()).toMatchObject([{ person_id: PHONE, quarantined_by: by, named_with: 21 }]);
    expect(await edges()).toEqual([]);
    await shop.resolve(...accounts);
    expect(await customerCount()).toBe(22);
    orThrow(await release());
    expect(await customerCount()).toBe(1);
  });

  it('stays out where only some of its joins are undone: those are kept apart', async () => {
    const { edgeIds } = orThrow(await release());
    const some = { shopId: shop.shopId, edgeIds: edgeIds.slice(0, 2), by };
    orThrow(await shop.inShop((tx) => unmergeCustomers(tx, some)));
    expect(await list('all')).toEqual([]);
    expect(await customerCount()).toBe(3);
    await shop.resolve(...accounts);
    expect(await customerCount()).toBe(3);
    expect(await edges()).toHaveLength(2);
  });

  it('is kept: off the list of open ones, still joining nobody, and may be let out later', async () => {
    const keep = () =>
      shop.inShop((tx) => keepQuarantined(tx, { ...deciding(), now: new Date('2026-01-15T00:00:00Z') }));
    orThrow(await keep());
    expect(await list()).toEqual([]);
    expect(await list('kept')).toMatchObject([{ kept_by: by, kept_at: '2026-01-15T00:00:00.000Z' }]);
    await shop.resolve(claim(user('late'), courier));
    expect(await customerCount()).toBe(23);
    orThrow(await release());
    expect(await customerCount()).toBe(1);
    expect(await keep()).toMatchObject({ ok: false, problem: { code: 'not-quarantined' } });
  });

  it('does not go over what staff kept apart, unless told to', async () => {
    const { edgeIds } = orThrow(await release());
    const split = { shopId: shop.shopId, customerId: 1, persons: [3], by };
    orThrow(await shop.inShop((tx) => splitCustomer(tx, split)));
    const left = edgeIds.slice();
    const standing = await shop.ask<{ edge_id: number }>(
      "select edge_id from customers.edges where kind = 'join' and withdrawn_at is null",
    );
    const rest = left.filter((id) => standing.some((it) => it.edge_id === id));
    orThrow(await shop.inShop((tx) => unmergeCustomers(tx, { shopId: shop.shopId, edgeIds: rest, by })));
    expect(await release()).toMatchObject({ ok: false, problem: { code: 'kept-apart' } });
    orThrow(await release(true));
    expect(await customerCount()).toBe(1);
  });

  it('named with more than 200 customers is nobody’s', async () => {
    await shop.resolve(...Array.from({ length: 190 }, (_, n) => claim(user(`v${n}`), courier)));
    expect(await release()).toMatchObject({ ok: false, problem: { code: 'too-many-to-release' } });
    expect(await list()).toMatchObject([{ named_with: 211 }]);
  });

  it('let out by staff, what they drew outlives the undo of the import that named it', async () => {
    await shop.resolve({ ...claim(user('own')), at: '2026-01-02T03:04:05Z' });
    orThrow(await release());
    const stillUsed = async (ids: readonly number[]) => new Set(ids);
    await shop.inShop((tx) =>
      undoImport(tx, { keys: shop.keys, shopId: shop.shopId, importId: 7, stillUsed }),
    );
    const now = await shop.customers();
    expect(new Set(Object.entries(now).map(([, customer]) => customer)).size).toBe(2);
  });
});
