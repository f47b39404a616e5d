import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf, foldOrder, type OrderStatement, totalsOf } from './order-rules.ts';
import type { OrderSaying } from './order-statement.ts';

const day = (n: number) => `2026-01-${String(n).padStart(2, '0')}T00:00:00.000Z`;
const time = fc.integer({ min: 1, max: 28 }).map(day);

const saying: fc.Arbitrary<OrderSaying> = fc.record(
  {
    state: fc.constantFrom('created', 'paid', 'shipped', 'delivered', 'completed', 'cancelled'),
    ...{ sourceTime: time, createdAt: time, paidAt: time, shippedAt: time, cancelledAt: time },
    currency: fc.constant('CNY'),
    personId: fc.integer({ min: 1, max: 3 }),
    ...{
      goodsMinor: fc.nat(500),
      shippingMinor: fc.nat(50),
      discountMinor: fc.nat(50),
      paidMinor: fc.nat(500),
    },
    province: fc.constantFrom('浙江', '广东'),
    tie: fc.record({ kind: fc.constant('group-buy' as const), tieNo: fc.constantFrom('g1', 'g2') }),
    marks: fc.subarray(['live-stream', 'lottery']),
  },
  { requiredKeys: ['state', 'sourceTime', 'createdAt', 'currency'] },
);

const heard = (all: readonly OrderSaying[]): OrderStatement[] =>
  all.map((said, heardNo) => ({
    said,
    heardNo,
    receiver: said.province ? `sealed-${said.sourceTime}-${said.state}` : null,
  }));

function permutations<T>(all: readonly T[]): T[][] {
  if (all.length <= 1) return [[...all]];
  return all.flatMap((it, n) => permutations(all.toSpliced(n, 1)).map((rest) => [it, ...rest]));
}

const moment = ({ sourceTime, state }: OrderSaying) => `${sourceTime} ${state}`;

test('the header does not depend on the order in which sources are heard', () => {
  const sayings = fc.uniqueArray(saying, { selector: moment, minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(sayings, (all) => {
      const facts = foldOrder(heard(all));
      for (const other of permutations(all)) expect(foldOrder(heard(other))).toEqual(facts);
    }),
    { numRuns: 60 },
  );
});

test('state and money never depend on it where only one source states money', () => {
  const sayings = fc.array(
    saying.map(({ paidMinor, goodsMinor, shippingMinor, discountMinor, ...rest }) => rest),
    { minLength: 1, maxLength: 5 },
  );
  fc.assert(
    fc.property(sayings, fc.integer({ min: -300, max: 300 }), (all, lines) => {
      const [one, ...others] = permutations(all).map((it) => foldOrder(heard(it)));
      for (const other of others) {
        expect(other.state).toBe(one!.state);
        expect(totalsOf(other, lines)).toEqual(totalsOf(one!, lines));
      }
    }),
    { numRuns: 60 },
  );
});

const created: OrderSaying = { state: 'created', sourceTime: day(1), createdAt: day(1), currency: 'CNY' };
const columns = (all: readonly OrderSaying[], amount = 0) =>
  columnsOf(foldOrder(heard(all)), { amount, quantity: 1 });

test('an order without totals is the sum of its lines; one of negative lines has paid nothing', () => {
  const paid = { ...created, state: 'paid' as const };
  expect(columns([paid], 1234)).toMatchObject({
    goods_minor: 1234,
    paid_minor: 1234,
    is_paid: true,
    lines_total: true,
  });
  expect(columns([paid], -1234)).toMatchObject({ goods_minor: -1234, paid_minor: 0, is_paid: false });
  expect(columns([{ ...paid, shippingMinor: 600, discountMinor: 100 }], 1000)).toMatchObject({
    paid_minor: 1500,
  });
});

test('nobody has paid an order that is only created, or was cancelled before payment', () => {
  const stated = { goodsMinor: 100, paidMinor: 100 };
  expect(columns([{ ...created, ...stated }])).toMatchObject({
    is_paid: false,
    paid_minor: 0,
    goods_minor: 100,
  });
  expect(columns([{ ...created, ...stated, state: 'cancelled' }])).toMatchObject({
    is_paid: false,
    paid_minor: 0,
  });
  const cancelledLater: OrderSaying = { ...created, state: 'cancelled', sourceTime: day(3) };
  const paid: OrderSaying = { ...created, ...stated, state: 'paid', sourceTime: day(2) };
  expect(columns([cancelledLater, paid])).toMatchObject({
    state: 'cancelled',
    is_paid: true,
    paid_minor: 100,
    paid_at: day(2),
  });
});
