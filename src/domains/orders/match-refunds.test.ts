import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BoughtLine, type Link, matchRefunds, type RefundPart } from './match-refunds.ts';

const at = fc.integer({ min: 1, max: 6 }).map((day) => `2026-01-0${day}T00:00:00.000Z`);
const product = fc.integer({ min: 1, max: 2 });

const boughtLines = fc.array(
  fc.record({
    order: fc.integer({ min: 1, max: 4 }),
    productId: product,
    quantity: fc.integer({ min: 1, max: 4 }),
  }),
  { maxLength: 7 },
);
const orderTimes = fc.tuple(at, at, at, at);
const money = fc.tuple(fc.nat(60), fc.nat(60), fc.nat(60), fc.nat(60));
const refundLines = fc.array(
  fc.record({ productId: product, quantity: fc.integer({ min: 1, max: 5 }), amount: fc.nat(50), at }),
  { maxLength: 6 },
);

const scene = fc.tuple(boughtLines, orderTimes, money, refundLines).map(([lines, times, left, refunds]) => ({
  bought: lines.map(
    ({ order, ...line }, n): BoughtLine => ({
      ...{ ...line, orderId: order, orderKey: `o${order}`, at: times[order - 1]!, lineKey: `l${n}` },
    }),
  ),
  left: new Map(left.map((it, n) => [n + 1, it] as const)),
  refunds: refunds.map((it, n): RefundPart => ({ ...it, refundId: n, documentKey: `r${n}`, lineKey: 'x' })),
}));

/** The rule as a clerk would follow it: one refund after the other, each time looking for the latest line that will do. */
function slowly({
  bought,
  left,
  refunds,
}: {
  bought: BoughtLine[];
  left: Map<number, number>;
  refunds: RefundPart[];
}): Link[] {
  const links: Link[] = [];
  const place = (it: { at: string; lineKey: string }, key: string) => `${it.at}|${key}|${it.lineKey}`;
  const todo = [...refunds].sort((a, b) => (place(a, a.documentKey) < place(b, b.documentKey) ? -1 : 1));
  for (const refund of todo) {
    const skipped = new Set<BoughtLine>();
    for (;;) {
      const mine = links.filter((it) => it.refundId === refund.refundId);
      const open = refund.quantity - mine.reduce((sum, it) => sum + it.quantity, 0);
      const free = (line: BoughtLine) =>
        line.quantity -
        links
          .filter((it) => it.orderId === line.orderId && it.orderLineKey === line.lineKey)
          .reduce((sum, it) => sum + it.quantity, 0);
      const fit = bought.filter(
        (it) => it.productId === refund.productId && it.at <= refund.at && free(it) > 0 && !skipped.has(it),
      );
      const line = fit.sort((a, b) => (place(a, a.orderKey) > place(b, b.orderKey) ? -1 : 1))[0];
      if (open === 0 || line === undefined) break;
      const quantity = Math.min(open, free(line));
      const whole = (units: number) => Math.floor((refund.amount * units) / refund.quantity);
      const amount = whole(open) - whole(open - quantity);
      const given = links.filter((it) => it.orderId === line.orderId).reduce((sum, it) => sum + it.amount, 0);
      if (given + amount > left.get(line.orderId)!) skipped.add(line);
      else
        links.push({
          refundId: refund.refundId,
          refundLineKey: refund.lineKey,
          orderId: line.orderId,
          orderLineKey: line.lineKey,
          quantity,
          amount,
        });
    }
  }
  return links;
}

test('links what a clerk would link', () => {
  fc.assert(
    fc.property(scene, (it) => {
      expect(matchRefunds(it.refunds, it)).toEqual(slowly(it));
    }),
    { numRuns: 500 },
  );
});

test('does not depend on the order lines are read in, nor on ids', () => {
  const text = (links: Link[]) =>
    links.map((it) => `${it.refundLineKey} ${it.orderLineKey} ${it.quantity} ${it.amount}`).sort();
  fc.assert(
    fc.property(scene, (it) => {
      const renumbered = it.bought.map((line) => ({ ...line, orderId: 9 - line.orderId })).reverse();
      const left = new Map([...it.left].map(([id, minor]) => [9 - id, minor]));
      const refunds = it.refunds.map((refund) => ({ ...refund, refundId: 99 - refund.refundId })).reverse();
      expect(text(matchRefunds(refunds, { bought: renumbered, left }))).toEqual(
        text(matchRefunds(it.refunds, it)),
      );
    }),
  );
});

test('never takes more than a line had, an order may give or a refund asks', () => {
  fc.assert(
    fc.property(scene, (it) => {
      const links = matchRefunds(it.refunds, it);
      const sum = (some: Link[], what: 'quantity' | 'amount') =>
        some.reduce((all, link) => all + link[what], 0);
      for (const line of it.bought)
        expect(
          sum(
            links.filter((link) => link.orderId === line.orderId && link.orderLineKey === line.lineKey),
            'quantity',
          ),
        ).toBeLessThanOrEqual(line.quantity);
      for (const [orderId, minor] of it.left)
        expect(
          sum(
            links.filter((link) => link.orderId === orderId),
            'amount',
          ),
        ).toBeLessThanOrEqual(minor);
      for (const refund of it.refunds) {
        const mine = links.filter((link) => link.refundId === refund.refundId);
        expect(sum(mine, 'amount')).toBeLessThanOrEqual(refund.amount);
        if (sum(mine, 'quantity') === refund.quantity) expect(sum(mine, 'amount')).toBe(refund.amount);
      }
    }),
  );
});
