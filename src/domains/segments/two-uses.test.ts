import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cases } from '../../../test/properties.ts';
import { type BothTopologies, bothTopologies } from '../../../test/two-shards.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { Tree } from '../../contract/segment-conditions.ts';
import { quote } from '../../platform/clickhouse/literal.ts';
import { boundValues } from '../analytics/index.ts';
import { compileTrees } from './compile.ts';
import { isMember } from './evaluate.ts';
import { readFacts } from './read-facts.ts';
import { tree } from './testing/random-trees.ts';
import { knownOf, type SmallShop, smallShop, storeSmallShop } from './testing/small-shop.ts';

let world: World;
let both: BothTopologies;
let shopId = 7000;

beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world.close());

/** Customers in each tree by the one statement; on one node and on two shards. */
async function compiled(
  trees: readonly Tree[],
  shop: SmallShop,
  only?: readonly number[],
): Promise<number[][]> {
  const bound = boundValues('c');
  const standpoint = { at: shop.at, timeZone: shop.timeZone, currency: 'CNY', known: knownOf };
  const wanted = only && bound.bind(only, 'Array(UInt32)');
  const sql = compileTrees(trees, { ...standpoint, bound, zone: quote(shop.timeZone) }, { only: wanted });
  const rows = await both.ask<Record<string, number>>({
    ...{ sql: `${sql} ORDER BY customer_id`, shopId, params: bound.params },
  });
  return trees.map((_, n) => rows.filter((row) => row[`s${n}`] === 1).map((row) => row.customer_id!));
}

it('everybody at once and one customer in memory are answered alike, merged or not, on one node and two shards', {
  timeout: 600_000,
}, async () => {
  const asked = { in: 0, out: 0 };
  await fc.assert(
    fc.asyncProperty(smallShop, fc.array(tree, { minLength: 6, maxLength: 8 }), async (shop, trees) => {
      shopId += 1;
      await storeSmallShop(both.single, shopId, shop);
      const asking = { clickhouse: both.single, shop: { shopId, timeZone: shop.timeZone, currency: 'CNY' } };
      const customerIds = [...new Set(shop.customers)];
      const facts = await readFacts({ ...asking, customerIds, known: knownOf });
      const standpoint = { at: shop.at, timeZone: shop.timeZone, currency: 'CNY', known: knownOf };
      const found = await compiled(trees, shop);
      for (const [n, one] of trees.entries())
        expect(found[n], JSON.stringify(one)).toEqual(
          facts.filter((it) => isMember(one, it, standpoint)).map(({ customerId }) => customerId),
        );
      asked.in += found.flat().length;
      asked.out += trees.length * facts.length - found.flat().length;
      const some = shop.customers.flatMap((customer, n) => (customer === 1 ? [n + 1] : []));
      expect(await compiled(trees, shop, some), 'of some persons what is said of them among all').toEqual(
        found.map((members) => members.filter((it) => it === 1)),
      );
    }),
    cases(25, 1),
  );
  expect(Math.min(asked.in, asked.out), 'neither everybody nor nobody is in').toBeGreaterThan(
    (asked.in + asked.out) / 10,
  );
});
