import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cases } from '../../../test/properties.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { createMirror } from '../../platform/mirror/index.ts';
import {
  linkRefunds,
  registerOrderMirror,
  type StoredOrder,
  type StoredRefund,
  storeOrders,
  storeRefunds,
  storeSpend,
  undoOrderImport,
} from './index.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const day = (n: number) => `2026-01-${String(n).padStart(2, '0')}T00:00:00.000Z`;

/** A file: what it says of orders and refunds. */
interface File {
  readonly orders: StoredOrder[];
  readonly refunds: StoredRefund[];
}

const lines = fc.uniqueArray(
  fc.record({
    key: fc.integer({ min: 1, max: 3 }),
    quantity: fc.integer({ min: 1, max: 3 }),
    productId: fc.integer({ min: 1, max: 2 }),
  }),
  { selector: (it) => it.key, maxLength: 3 },
);
const storedLines = lines.map((all) =>
  all.map(({ key, ...rest }) => ({
    ...rest,
    lineKey: `l${key}`,
    unitPrice: 10,
    amountMinor: rest.quantity * 10,
  })),
);

/** Files never say a header in the same words (n): undo-exact.test.ts has those that do. */
const file = (n: number): fc.Arbitrary<File> => {
  const order = fc.record({
    no: fc.integer({ min: 1, max: 3 }),
    state: fc.constantFrom('created' as const, 'paid' as const, 'shipped' as const),
    lines: storedLines,
    totals: fc.option(fc.nat(90), { nil: undefined }),
  });
  const refund = fc.record({ no: fc.integer({ min: 1, max: 2 }), lines: storedLines, named: fc.boolean() });
  return fc.record({
    orders: fc.uniqueArray(order, { selector: (it) => it.no, maxLength: 3 }).map((all) =>
      all.map(
        ({ no, state, lines, totals }): StoredOrder => ({
          ...{
            channel: 'taobao',
            orderNo: `O${no}`,
            personId: 1,
            state,
            sourceTime: day(n),
            createdAt: day(no),
            currency: 'CNY',
            lines,
          },
          ...(totals === undefined ? {} : { goodsMinor: totals }),
          marks: [`file-${n}`],
        }),
      ),
    ),
    refunds: fc.uniqueArray(refund, { selector: (it) => it.no, maxLength: 2 }).map((all) =>
      all.map(
        ({ no, lines, named }): StoredRefund => ({
          ...{
            channel: 'taobao',
            refundNo: `R${no}`,
            personId: 1,
            state: 'done',
            refundedAt: day(20),
            currency: 'CNY',
            lines,
          },
          ...{ reason: `file ${n}`, ...(named ? { orderNo: 'O1' } : {}) },
        }),
      ),
    ),
  });
};

async function importFile(shopId: number, importId: number, { orders, refunds }: File) {
  const { db, keyring } = world.platform;
  const keys = await keyring.forShop(shopId);
  const rejected = await withShop(db, shopId, async (tx) => {
    const stored = await storeOrders(tx, { keys, shopId, importId }, orders);
    const given = await storeRefunds(tx, { shopId, importId }, refunds);
    return (
      stored.outcomes.some((it) => it.order === 'rejected') ||
      given.outcomes.some((it) => it.refund === 'rejected')
    );
  });
  await linkRefunds(db, { shopId, importId });
  return rejected;
}

const mirrorOf = () => {
  const mirror = createMirror(world.platform);
  registerOrderMirror(mirror);
  return mirror;
};

/** Everything but numbers and versions, from both stores. */
async function standing(shopId: number) {
  expect(await mirrorOf().payOff(shopId)).toBe(true);
  const ask = (table: string) =>
    world.platform.clickhouse.query<Record<string, unknown>>({
      sql: `SELECT * FROM ${table} WHERE shop_id = {shop:UInt32}`,
      shopId,
    });
  const [headers, counted, returned, refunds] = [
    await ask('orders'),
    await ask('order_lines'),
    await ask('refund_lines'),
    await ask('refunds'),
  ];
  const inPostgres = await withShop(world.platform.db, shopId, async (tx) => {
    const tables = [
      sql`select to_jsonb(o) - '{shop_id,order_id,row_version,import_id}'::text[] as it from orders.orders o order by order_no`,
      sql`select o.order_no, to_jsonb(l) - '{shop_id,order_id,import_id,said_no}'::text[] as it from orders.order_lines l
        join orders.orders o using (shop_id, order_id) order by order_no, line_key`,
      sql`select to_jsonb(f) - '{shop_id,refund_id,order_id,row_version,import_id}'::text[] as it from orders.refunds f order by refund_no`,
      sql`select f.refund_no, k.refund_line_key, o.order_no, k.order_line_key, k.quantity, k.amount_minor
        from orders.refund_links k join orders.orders o using (shop_id, order_id) join orders.refunds f using (shop_id, refund_id)
        order by 1, 2, 3, 4`,
    ];
    const answers = [];
    for (const table of tables) answers.push((await table.execute(tx)).rows);
    return answers;
  });
  const sizes = [headers.length, counted.length, returned.length, refunds.length];
  const money = [headers, counted, returned, refunds].map((rows) =>
    rows.reduce((sum, row) => sum + Number(row.paid_minor ?? row.amount_minor), 0),
  );
  return { inPostgres, sizes, money };
}

test('after an undo everything stands as if the import had never been', async () => {
  const story = fc.tuple(file(1), file(2), file(3), fc.integer({ min: 0, max: 2 }));
  await fc.assert(
    fc.asyncProperty(story, async ([a, b, c, undone]) => {
      const files = [a, b, c];
      const [all, without] = [await world.shop(), await world.shop()];
      let rejected = false;
      for (const [n, one] of files.entries())
        rejected = (await importFile(all.shopId, n + 1, one)) || rejected;
      for (const [n, one] of files.entries())
        if (n !== undone) rejected = (await importFile(without.shopId, n + 1, one)) || rejected;
      // What was refused while the wrong import stood is not there after its undo either.
      fc.pre(!rejected);
      await mirrorOf().payOff(all.shopId);
      await undoOrderImport(world.platform.db, { shopId: all.shopId, importId: undone + 1 });
      expect(await standing(all.shopId)).toEqual(await standing(without.shopId));
    }),
    cases(10, 6),
  );
});

test('undoing the only import leaves nothing, in either store', async () => {
  const { shopId } = await world.shop();
  const line = { lineKey: '1', productId: 1, quantity: 1, unitPrice: 10, amountMinor: 10 };
  const order = (orderNo: string): StoredOrder => ({
    ...{
      channel: 'taobao',
      orderNo,
      personId: 1,
      state: 'paid',
      sourceTime: day(2),
      createdAt: day(1),
      currency: 'CNY',
    },
    ...{ lines: [line], payments: [{ paidAt: day(1), amountMinor: 10 }] },
  });
  const refund: StoredRefund = {
    channel: 'taobao',
    refundNo: 'R',
    personId: 1,
    state: 'done',
    refundedAt: day(3),
    currency: 'CNY',
    lines: [line],
  };
  await importFile(shopId, 5, { orders: [order('A'), order('B')], refunds: [refund] });
  const spend = {
    kind: 'spend',
    channel: 'x',
    campaign: 'y',
    day: '2026-01-01',
    currency: 'CNY',
    amountMinor: 1,
    impressions: 1,
    clicks: 1,
  } as const;
  const spent = (importId: number, amountMinor: number) =>
    withShop(world.platform.db, shopId, (tx) =>
      storeSpend(tx, { shopId, importId }, [{ ...spend, amountMinor }]),
    );
  await spent(4, 7);
  await spent(5, 9);
  await mirrorOf().payOff(shopId);
  await undoOrderImport(world.platform.db, { shopId, importId: 5 });
  const { inPostgres, sizes } = await standing(shopId);
  expect([inPostgres.flat(), sizes]).toEqual([[], [0, 0, 0, 0]]);
  const left = await world.platform.clickhouse.query({
    sql: 'SELECT amount_minor FROM acquisition_spend WHERE shop_id = {shop:UInt32}',
    shopId,
  });
  expect(left).toEqual([{ amount_minor: '7' }]);
});
