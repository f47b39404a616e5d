import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { createShop, findShop } from './shops.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world?.close());

const shop = { slug: 'uci', name: 'UCI', currency: 'GBP', timeZone: 'Europe/London' };

describe('opening a shop', () => {
  it('makes shop and organization in one step, also before there is any account', async () => {
    const made = await createShop(world.platform, shop);
    expect(made).toMatchObject({ ok: true, value: { ...shop, shopId: expect.any(Number), isDemo: false } });
    const { organizationId } = (await findShop(world.platform.db, 'uci'))!;
    const found = await world.platform.authDb
      .selectFrom('auth.organization')
      .select(['slug', 'name'])
      .where('id', '=', organizationId)
      .execute();
    expect(found).toEqual([{ slug: 'uci', name: 'UCI' }]);
  });

  it('refuses a slug that is taken and leaves no organization behind', async () => {
    await createShop(world.platform, { ...shop, slug: 'twin' });
    const again = await createShop(world.platform, { ...shop, slug: 'twin', name: 'Other' });
    expect(again).toMatchObject({ ok: false, problem: { code: 'slug-taken', status: 409 } });
    const named = world.platform.authDb
      .selectFrom('auth.organization')
      .select('id')
      .where('name', '=', 'Other');
    expect(await named.execute()).toEqual([]);
  });

  it('lets one of two win who open the same shop at once', async () => {
    const both = await Promise.all([1, 2].map(() => createShop(world.platform, { ...shop, slug: 'race' })));
    expect(both.map((it) => it.ok).sort()).toEqual([false, true]);
  });

  it('says everything that is wrong at once', async () => {
    const bad = { slug: 'No Slug', name: ' ', currency: 'XQX', timeZone: 'Mars/Olympus' };
    const result = await createShop(world.platform, bad);
    const codes = result.ok ? [] : result.problem.issues?.map((it) => it.code);
    expect(codes).toEqual(['not-a-slug', 'empty', 'not-a-currency', 'not-a-time-zone']);
  });
});
