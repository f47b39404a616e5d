import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PointsRules } from '../../../contract/points-rules.ts';
import { plainRules } from '../testing/plain-rules.ts';
import { activeFrom, expiresAt } from './lot-times-rules.ts';
import { dayPercent, itemPercent, pointsOfOrder, pointsThatStand } from './order-points-rules.ts';

const order = { day: '2026-01-08', paidMinor: 10_000, shippingMinor: 0, lines: [], tier: undefined };
const withOrder = (it: Partial<PointsRules['order']>): PointsRules => ({
  ...plainRules,
  order: { ...plainRules.order, ...it },
});

it('gives points for goods paid: shipping earns nothing, and a part of a point is none', () => {
  expect(pointsOfOrder(order, plainRules)).toBe(100);
  expect(pointsOfOrder({ ...order, shippingMinor: 1001 }, plainRules)).toBe(89);
  expect(pointsOfOrder({ ...order, paidMinor: 99 }, plainRules)).toBe(0);
});

it('weighs lines by what they cost: the product, then the longest category, decides the rate', () => {
  const items = [
    { category: ['茶'], percent: 50 },
    { category: ['茶', '白茶'], percent: 300 },
    { product_id: 7, percent: 0 },
  ];
  const line = (productId: number, ...category: string[]) => ({ productId, category, amountMinor: 4000 });
  expect(itemPercent(line(1, '茶', '白茶', '白毫'), items)).toBe(300);
  expect(itemPercent(line(7, '茶', '白茶'), items)).toBe(0);
  expect(itemPercent(line(1, '白茶'), items)).toBe(100);
  // Half off at the till: what was paid is shared over the lines by their amounts.
  const lines = [line(1, '茶'), line(1, '茶', '白茶'), line(7), line(1), line(2, '杯')];
  expect(pointsOfOrder({ ...order, lines }, withOrder({ items }))).toBe(20 * 0.5 + 20 * 3 + 0 + 20 + 20);
});

it('the better of the tier and of PLUS counts, and what the order first earned by stays', () => {
  const rules = withOrder({ tiers: [{ tier: '金卡', percent: 150 }] });
  const of = (plusPercent: number, tier?: string) => pointsOfOrder({ ...order, tier, plusPercent }, rules);
  expect([of(0), of(200), of(120, '金卡'), of(200, '金卡')]).toEqual([100, 200, 150, 200]);
  expect(pointsOfOrder({ ...order, plusPercent: 200, pinnedPercent: 100 }, rules)).toBe(100);
});

it('multiplies by tier and by the highest rate of the day', () => {
  const tiers = [{ tier: '金卡', percent: 150 }];
  const days = [
    { on: 'monthly:8', percent: 200 },
    { on: 'weekly:4', percent: 120 },
    { on: '2026-01-09', percent: 400 },
  ];
  expect(dayPercent('2026-01-08', days)).toBe(200);
  expect(dayPercent('2026-01-15', days)).toBe(120);
  expect(dayPercent('2026-01-11', days)).toBe(100);
  expect(pointsOfOrder({ ...order, tier: '金卡' }, withOrder({ tiers, days }))).toBe(300);
  expect(pointsOfOrder({ ...order, tier: '银卡' }, withOrder({ tiers, days }))).toBe(200);
});

it('whatever is given back in whatever parts, what stands is never more than its share, and all of it at first', () => {
  const amount = fc.integer({ min: 1, max: 1_000_000_000_000 });
  fc.assert(
    fc.property(amount, amount, fc.double({ min: 0, max: 1, noNaN: true }), (due, paid, share) => {
      const refunded = Math.floor(paid * share);
      const stands = pointsThatStand(due, paid, refunded);
      expect(stands).toBeLessThanOrEqual(due);
      expect(pointsThatStand(due, paid, paid)).toBe(0);
      expect(pointsThatStand(due, paid, 0)).toBe(due);
      // Rounded down once: within one point of the share.
      expect(BigInt(stands) * BigInt(paid) <= BigInt(due) * BigInt(paid - refunded)).toBe(true);
      expect((BigInt(stands) + 1n) * BigInt(paid) > BigInt(due) * BigInt(paid - refunded)).toBe(true);
    }),
  );
});

it('the return window ends after delivery, or after a parcel would have come; points end with a shop day', () => {
  const paidAt = new Date('2026-03-01T10:00:00Z');
  const unknown = { paidAt, deliveredAt: null, completedAt: null };
  expect(activeFrom(unknown, plainRules)).toEqual(new Date('2026-03-15T10:00:00Z'));
  const deliveredAt = new Date('2026-03-04T12:00:00Z');
  expect(activeFrom({ ...unknown, deliveredAt }, plainRules)).toEqual(new Date('2026-03-11T12:00:00Z'));
  const shanghai = 'Asia/Shanghai';
  expect(expiresAt(paidAt, { kind: 'never' }, shanghai)).toBeNull();
  expect(expiresAt(paidAt, { kind: 'days', days: 1 }, shanghai)).toEqual(new Date('2026-03-02T16:00:00Z'));
  expect(expiresAt(paidAt, { kind: 'year-end', years: 1 }, shanghai)).toEqual(
    new Date('2027-12-31T16:00:00Z'),
  );
  // Ten in the evening of the last of December in London is the first of January in Shanghai.
  const late = new Date('2026-12-31T22:00:00Z');
  expect(expiresAt(late, { kind: 'year-end', years: 0 }, 'Europe/London')).toEqual(
    new Date('2027-01-01T00:00:00Z'),
  );
  expect(expiresAt(late, { kind: 'year-end', years: 0 }, shanghai)).toEqual(new Date('2027-12-31T16:00:00Z'));
});
