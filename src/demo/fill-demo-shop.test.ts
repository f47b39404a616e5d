import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../../test/world.ts';
import { registerMirrors } from '../mirrors.ts';
import { createShop } from '../platform/auth/index.ts';
import { caught, orThrow } from '../platform/errors.ts';
import { demoShopIsMissing, fillDemoShop } from './index.ts';

const plan = { slug: 'demo', seed: 5, customers: 40, until: '2026-02-28' };

describe('filling the demo shop', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
    registerMirrors(world.platform);
  });
  afterAll(() => world.close());

  const counts = async (shopId: number) =>
    world.platform.clickhouse.query<Record<string, number>>({
      sql: `select (select count() from orders where shop_id = {shop:UInt32}) as orders,
        (select count() from events where shop_id = {shop:UInt32}) as events,
        (select count() from acquisition_spend where shop_id = {shop:UInt32}) as days_of_spend`,
      shopId,
    });

  it('goes on after a stop, is filled once, and holds what its truth says', async () => {
    expect(await demoShopIsMissing(world.platform, 'demo')).toBe(true);
    // As a kill leaves it that comes before the first row.
    const name = { slug: 'demo', name: '熟客演示店', currency: 'CNY', timeZone: 'Asia/Shanghai' };
    orThrow(await createShop(world.platform, { ...name, isDemo: true }));
    expect(await demoShopIsMissing(world.platform, 'demo')).toBe(true);
    const stopping = new AbortController();
    const cut = await caught(() =>
      fillDemoShop(world.platform, {
        ...plan,
        signal: stopping.signal,
        onProgress: (step) => step === 'generate' && stopping.abort(),
      }),
    );
    expect(cut).toMatchObject({ ok: false, problem: { code: 'import-interrupted' } });
    expect(await demoShopIsMissing(world.platform, 'demo')).toBe(true);

    const otherSize = await caught(() => fillDemoShop(world.platform, { ...plan, customers: 41 }));
    expect(otherSize).toMatchObject({ ok: false, problem: { code: 'demo-shop-unfinished' } });

    const filled = await fillDemoShop(world.platform, plan);
    expect(filled.shop.isDemo).toBe(true);
    expect(await demoShopIsMissing(world.platform, 'demo')).toBe(false);
    const truth = readFileSync(filled.truthFile, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const people = truth.filter((it) => it.truth === 'customer');
    const orders = people.reduce((sum, it) => sum + it.orders, 0);
    // Three paid sources a day, and what each campaign cost.
    const spent = 731 * 3 + truth.filter((it) => it.truth === 'campaign').length;
    expect(await counts(filled.shop.shopId)).toEqual([
      { orders: String(orders), events: String(filled.import.events), days_of_spend: String(spent) },
    ]);
    // Members have two identities, joined by evidence: persons outnumber customers.
    expect(filled.import.customers.created).toBe(people.length);

    const again = await caught(() => fillDemoShop(world.platform, plan));
    expect(again).toMatchObject({ ok: false, problem: { code: 'demo-shop-filled' } });
  });

  it('never pours made-up people into a shop that sells real things', async () => {
    const { slug } = await world.shop('real');
    const filled = await caught(() => fillDemoShop(world.platform, { ...plan, slug }));
    expect(filled).toMatchObject({ ok: false, problem: { code: 'not-a-demo-shop' } });
    expect(existsSync(`${world.platform.config.dataDir}/demo/real`)).toBe(false);
  });
});
