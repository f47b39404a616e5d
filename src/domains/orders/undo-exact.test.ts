import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cases } from '../../../test/properties.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { SpendRecord } from '../../contract/records.ts';
import { withShop } from '../../platform/db/postgres.ts';
import {
  linkRefunds,
  type StoredAdjustment,
  type StoredOrder,
  type StoredRefund,
  storeAdjustments,
  storeOrders,
  storeRefunds,
  storeSpend,
  undoOrderImport,
} from './index.ts';

/** Files that say the same in the same words, undone in any order: as if they had never been imported. */

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const day = (n: number) => `2026-01-${String(n).padStart(2, '0')}T00:00:00.000Z`;
const few = fc.integer({ min: 1, max: 2 });

const line = fc.record({ key: few, quantity: few }).map(({ key, quantity }) => ({
  ...{ lineKey: `l${key}`, productId: 1, quantity, unitPrice: 10, amountMinor: quantity * 10 },
}));
const lines = fc.uniqueArray(line, { selector: (it) => it.lineKey, maxLength: 2 });

/** So few words that two files mostly say some of them both; at one instant too, where the later heard stands. */
const order = fc
  .record({
    no: few,
    at: few,
    state: fc.constantFrom('created' as const, 'paid' as const),
    city: few,
    lines,
    paid: few,
    amount: few,
  })
  .map(
    ({ no, at, state, city, lines, paid, amount }): StoredOrder => ({
      ...{ channel: 'taobao', orderNo: `O${no}`, personId: 1, state, sourceTime: day(at), createdAt: day(1) },
      ...{ currency: 'CNY', lines, receiver: { city: `C${city}` }, paidMinor: 1000 },
      payments: [{ paymentNo: `P${paid}`, paidAt: day(1), amountMinor: amount }],
    }),
  );
const refund = fc.record({ no: few, lines, reason: few }).map(
  ({ no, lines, reason }): StoredRefund => ({
    ...{ channel: 'taobao', refundNo: `R${no}`, personId: 1, state: 'done', refundedAt: day(20) },
    ...{ currency: 'CNY', lines, reason: `because ${reason}` },
  }),
);
const spend = fc.record({ campaign: few, amountMinor: few }).map(
  ({ campaign, amountMinor }): SpendRecord => ({
    ...{ kind: 'spend', channel: 'x', campaign: `c${campaign}`, day: '2026-01-01', currency: 'CNY' },
    ...{ amountMinor, impressions: 1, clicks: 1 },
  }),
);
const adjustment = few.map(
  (n): StoredAdjustment => ({
    ...{ channel: 'x', adjustmentNo: `A${n}`, lineKey: '#', at: day(1), currency: 'CNY', amountMinor: n },
  }),
);

/** What one batch of a file says. */
const batch = fc.record({
  orders: fc.array(order, { maxLength: 3 }),
  refunds: fc.array(refund, { maxLength: 2 }),
  spend: fc.array(spend, { maxLength: 2 }),
  adjustments: fc.uniqueArray(adjustment, { selector: (it) => it.adjustmentNo, maxLength: 2 }),
});

type Batch = typeof batch extends fc.Arbitrary<infer It> ? It : never;

/** Batches of four imports as they come in, mixed; 4 is a live source, which nobody undoes. */
const past = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), batch), { minLength: 2, maxLength: 6 });
const undone = fc.shuffledSubarray([1, 2, 3], { minLength: 1 });

async function store(shopId: number, source: number, said: Batch): Promise<boolean> {
  const { db, keyring } = world.platform;
  const keys = await keyring.forShop(shopId);
  const context = { shopId, importId: source === 4 ? undefined : source };
  return withShop(db, shopId, async (tx) => {
    const orders = await storeOrders(tx, { ...context, keys }, said.orders);
    const refunds = await storeRefunds(tx, context, said.refunds);
    await storeAdjustments(tx, context, said.adjustments);
    await storeSpend(tx, context, said.spend);
    return (
      orders.outcomes.some((it) => it.order === 'rejected') ||
      refunds.outcomes.some((it) => it.refund === 'rejected')
    );
  });
}

/** All that is read of a shop, but for numbers, versions and whose it is. */
async function standing(shopId: number): Promise<unknown[]> {
  await linkRefunds(world.platform.db, { shopId });
  const bare = sql`'{shop_id,order_id,refund_id,spend_id,row_version,import_id,said_no,also_by,receiver_sealed}'::text[]`;
  const tables = [
    sql`select to_jsonb(o) - ${bare} as it from orders.orders o order by order_no`,
    sql`select order_no, to_jsonb(l) - ${bare} as it from orders.order_lines l join orders.orders using (shop_id, order_id)
      order by order_no, line_key`,
    sql`select order_no, to_jsonb(p) - ${bare} as it from orders.payments p join orders.orders using (shop_id, order_id)
      order by order_no, payment_no`,
    sql`select to_jsonb(f) - ${bare} as it from orders.refunds f order by refund_no`,
    sql`select refund_no, to_jsonb(l) - ${bare} as it from orders.refund_lines l join orders.refunds using (shop_id, refund_id)
      order by refund_no, line_key`,
    sql`select f.refund_no, k.refund_line_key, o.order_no, k.order_line_key, k.quantity, k.amount_minor
      from orders.refund_links k join orders.orders o using (shop_id, order_id) join orders.refunds f using (shop_id, refund_id)
      order by 1, 2, 3, 4`,
    sql`select to_jsonb(s) - ${bare} as it from orders.acquisition_spend s order by campaign`,
    sql`select to_jsonb(a) - ${bare} as it from orders.adjustments a order by adjustment_no`,
  ];
  return withShop(world.platform.db, shopId, async (tx) => {
    const answers = [];
    for (const table of tables) answers.push((await table.execute(tx)).rows);
    return answers;
  });
}

test('imports that say the same are undone as if they had never been, in any order', async () => {
  await fc.assert(
    fc.asyncProperty(past, undone, async (batches, gone) => {
      const [all, without] = [await world.shop(), await world.shop()];
      let rejected = false;
      for (const [source, said] of batches) {
        rejected = (await store(all.shopId, source, said)) || rejected;
        if (!gone.includes(source)) rejected = (await store(without.shopId, source, said)) || rejected;
      }
      fc.pre(!rejected);
      for (const importId of gone) await undoOrderImport(world.platform.db, { shopId: all.shopId, importId });
      expect(await standing(all.shopId)).toEqual(await standing(without.shopId));
    }),
    cases(25, 12),
  );
}, 300_000);

test('undoing all who said it leaves nothing, notes included', async () => {
  const { shopId } = await world.shop();
  const [said] = fc.sample(batch, { seed: 5, numRuns: 20 }).sort((a, b) => b.orders.length - a.orders.length);
  for (const source of [1, 2, 3]) await store(shopId, source, said!);
  for (const importId of [2, 1, 3]) await undoOrderImport(world.platform.db, { shopId, importId });
  expect((await standing(shopId)).flat()).toEqual([]);
  const left = await withShop(world.platform.db, shopId, (tx) =>
    sql`select kind from orders.said_again union all select 'refund' from orders.refund_statements
      union all select 'spend' from orders.spend_statements`.execute(tx),
  );
  expect(left.rows).toEqual([]);
});
