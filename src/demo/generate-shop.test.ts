import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { EventRecord, OrderRecord } from '../contract/records.ts';
import { generateShop } from './generate-shop.ts';
import type { Truth } from './truth.ts';

const UNTIL = Date.parse('2026-03-01T00:00:00+08:00');

const make = (seed: number, customers: number) => {
  const pieces = [...generateShop({ seed, customers, until: UNTIL })];
  return { records: pieces.flatMap((it) => it.records), truth: pieces.flatMap((it) => it.truth) };
};
const digest = (it: unknown) => createHash('sha256').update(JSON.stringify(it)).digest('hex');
const ordersOf = (shop: ReturnType<typeof make>) =>
  shop.records.filter((it): it is OrderRecord => it.kind === 'order');
const customersOf = (shop: ReturnType<typeof make>) => shop.truth.filter((it) => it.truth === 'customer');

describe('the demo shop', () => {
  const shop = make(7, 2_000);

  it('is the same for the same seed, and another for another', () => {
    expect(digest(make(7, 200))).toBe(digest(make(7, 200)));
    expect(digest(make(8, 200))).not.toBe(digest(make(7, 200)));
  });

  it('has exactly the customers asked for, whatever day it ends on', () => {
    // Friends of the last hours' orders once arrived after the end and were left out: 1,999 of 2,000 on some days.
    for (let day = 0; day < 12; day++) {
      const pieces = [...generateShop({ seed: 1, customers: 300, until: UNTIL + day * 86_400_000 })];
      const people = pieces.flatMap((it) => it.truth).filter((it) => it.truth === 'customer');
      expect(people).toHaveLength(300);
    }
  });

  it('does not change the customers it has when more are asked for', () => {
    const few = customersOf(make(7, 80));
    expect(customersOf(shop).slice(0, few.length)).toEqual(few);
  });

  it('keeps every promise of its records: nothing after the end, refunds within what was paid, unique numbers', () => {
    const orders = ordersOf(shop);
    const paid = new Map(orders.map((it) => [it.orderNo, it.paidMinor!]));
    expect(paid.size).toBe(orders.length);
    for (const it of shop.records) {
      const at =
        'day' in it
          ? `${it.day}T00:00:00+08:00`
          : ((it as { at?: string }).at ?? (it as OrderRecord).createdAt);
      if (at) expect(Date.parse(at)).toBeLessThanOrEqual(UNTIL);
      if (it.kind === 'refund') expect(it.amountMinor).toBeLessThanOrEqual(paid.get(it.orderNo!)!);
    }
  });

  it('is bought from in the evening rather than at night, and nothing is last told of at the end of it all', () => {
    const orders = ordersOf(shop);
    const hourOf = (it: string) => new Date(Date.parse(it) + 28_800_000).getUTCHours();
    const within = (from: number, to: number) =>
      orders.filter((it) => hourOf(it.createdAt) >= from && hourOf(it.createdAt) < to).length / orders.length;
    // Made 1.5 and 28.2 of a hundred.
    expect(within(2, 6)).toBeLessThan(0.03);
    expect(within(20, 23)).toBeGreaterThan(0.24);
    // All that was open once stood as of the last midnight, and with it when most customers were last seen.
    expect(orders.filter((it) => Date.parse(it.sourceTime!) === UNTIL)).toEqual([]);
    for (const it of orders)
      expect(it.sourceTime).toBe(
        it.completedAt ?? it.deliveredAt ?? it.shippedAt ?? it.cancelledAt ?? it.paidAt ?? it.createdAt,
      );
    const friends = Map.groupBy(
      orders.filter((it) => it.tie),
      (it) => it.tie!.tieNo,
    );
    for (const group of friends.values()) {
      const led = group.find((it) => it.tie!.role === 'leader');
      for (const it of led ? group : [])
        expect(it.createdAt >= led!.createdAt, 'after whom they follow').toBe(true);
    }
  });

  it('writes a truth that its own records bear out', () => {
    const byBuyer = new Map<string, number>();
    for (const it of ordersOf(shop)) {
      const buyer = it.identities[0]!.value;
      byBuyer.set(buyer, (byBuyer.get(buyer) ?? 0) + 1);
    }
    for (const it of customersOf(shop)) expect(byBuyer.get(it.open_address as string)).toBe(it.orders);
    const extra = customersOf(shop).flatMap(
      (it) => it.extra_orders as { order_no: string; campaign: string }[],
    );
    expect(extra.length).toBeGreaterThan(20);
    const numbers = new Set(ordersOf(shop).map((it) => it.orderNo));
    for (const it of extra) expect(numbers.has(it.order_no)).toBe(true);
    const useless = shop.truth
      .filter((it) => it.truth === 'campaign' && it.uplift === 0)
      .map((it) => it.code);
    expect(extra.filter((it) => useless.includes(it.campaign))).toEqual([]);
  });

  it('sells what belongs together about as often as the truth says', () => {
    const baskets = ordersOf(shop).map((it) => new Set(it.lines.map((line) => line.product!.productNo)));
    const affinities = shop.truth.filter((it) => it.truth === 'affinity') as (Truth & {
      product: string;
      with: string;
      chance: number;
    })[];
    expect(affinities.length).toBe(8);
    for (const it of affinities) {
      const first = baskets.filter((basket) => basket.has(it.product));
      const both = first.filter((basket) => basket.has(it.with)).length / first.length;
      // Five standard errors, and a little for baskets that took both by other ways.
      const slack = 5 * Math.sqrt((it.chance * (1 - it.chance)) / first.length) + 0.08;
      expect(Math.abs(both - it.chance)).toBeLessThan(slack);
    }
  });

  it('has its best day on a sales day, its quietest weeks at Spring Festival, and weekends above the days before', () => {
    const perDay = new Map<string, number>();
    const perWeekday = [0, 0, 0, 0, 0, 0, 0];
    for (const it of ordersOf(make(3, 6_000))) {
      const local = new Date(Date.parse(it.createdAt) + 28_800_000);
      const day = local.toISOString().slice(0, 10);
      perDay.set(day, (perDay.get(day) ?? 0) + 1);
      // June and November are their sales'.
      if (![5, 10].includes(local.getUTCMonth())) perWeekday[(local.getUTCDay() + 6) % 7]! += 1;
    }
    const [monday, tuesday, wednesday, thursday, , saturday, sunday] = perWeekday as [number, ...number[]];
    // Made 1.22 times as busy; without the week 1.00, give or take 0.02.
    expect((2 * (saturday! + sunday!)) / (monday + tuesday! + wednesday! + thursday!)).toBeGreaterThan(1.12);
    const best = [...perDay].sort((a, b) => b[1] - a[1])[0]![0];
    expect(['2025-11-11', '2025-06-18', '2024-11-11']).toContain(best);
    const festival = perDay.get('2026-02-18') ?? 0;
    expect(festival).toBeLessThan((perDay.get('2026-01-20') ?? 0) / 1.5);
  });

  it('lets no lost customer buy again', () => {
    const last = new Map<string, number>();
    for (const it of ordersOf(shop)) {
      const buyer = it.identities[0]!.value;
      last.set(buyer, Math.max(last.get(buyer) ?? 0, Date.parse(it.createdAt)));
    }
    const lost = customersOf(shop).filter((it) => it.lost_at !== null);
    expect(lost.length).toBeGreaterThan(200);
    for (const it of lost)
      expect(last.get(it.open_address as string)).toBeLessThanOrEqual(Date.parse(it.lost_at as string));
  });

  it('is talked about, bought together, given back and busiest at weekends, about as often as it is made to be', () => {
    const orders = ordersOf(shop);
    const completed = orders.filter((it) => it.completedAt).length;
    const paid = orders.filter((it) => it.paidAt).length;
    const named = (name: string) =>
      shop.records.filter((it) => it.kind === 'event' && it.name === name) as EventRecord[];
    const between = (share: number, [least, most]: readonly [number, number]) => {
      expect(share).toBeGreaterThan(least);
      expect(share).toBeLessThan(most);
    };
    const reviews = named('Product Reviewed');
    between(reviews.length / completed, [0.22, 0.28]);
    const ratings = reviews.map((it) => it.properties!.rating as number);
    expect(new Set(ratings)).toEqual(new Set([1, 2, 3, 4, 5]));
    between(ratings.filter((it) => it === 5).length / ratings.length, [0.5, 0.75]);
    // One order in twelve is asked about, of those given back three in five.
    between(named('Message Received').length / paid, [0.08, 0.16]);
    const refunds = shop.records.filter((it) => it.kind === 'refund').length;
    between(refunds / paid, [0.02, 0.2]);
    expect(named('Page Viewed').length).toBeGreaterThan(orders.length);
    const ties = orders.flatMap((it) => it.tie ?? []);
    between(ties.filter((it) => it.kind === 'group-buy').length / orders.length, [0.1, 0.8]);
    const groups = Map.groupBy(ties, (it) => it.tieNo);
    const together = [...groups.values()].filter((it) => it.length > 1);
    expect(together.length).toBeGreaterThan(20);
    for (const members of together)
      expect(members.filter((it) => it.role === 'leader').length).toBeLessThanOrEqual(1);
  });
});
