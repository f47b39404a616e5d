import fc from 'fast-check';
import { expect, it } from 'vitest';
import '../../../../test/properties.ts';
import type { Benefit, Gift } from '../../../contract/benefits.ts';
import { occasionsBetween } from '../../../contract/calendar.ts';
import { chooseAgent } from './agent-rules.ts';
import { yearlyCost } from './benefit-kinds.ts';
import { keepsBirthday } from './birthday-rules.ts';
import { unexplainedPrices } from './explain-rules.ts';
import { lunarOf } from './lunar-rules.ts';
import { bestPrice, type PriceRule, priceOf, priceRulesOn } from './price-rules.ts';

const days = (from: string, to: string): string[] => {
  const all: string[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += 86_400_000)
    all.push(new Date(at).toISOString().slice(0, 10));
  return all;
};

it('new years of the lunar calendar, leap months and months of 29 days are where the almanac has them', () => {
  const newYears = occasionsBetween('2009-01-01', '2035-12-31').filter(
    ({ code }) => code === 'spring-festival',
  );
  expect(newYears).toHaveLength(27);
  for (const { day } of newYears) expect(lunarOf(day)).toEqual({ month: 1, isLeap: false, day: 1 });
  expect(lunarOf('2023-03-22')).toEqual({ month: 2, isLeap: true, day: 1 });
  expect(lunarOf('2025-10-06')).toEqual({ month: 8, isLeap: false, day: 15 });
  // Born on the first of the leap second month of 2023: kept on the first of the second month.
  expect(keepsBirthday('2023-03-22', '2026-03-19', 'lunar')).toBe(true);
  expect(keepsBirthday('2023-03-22', '2026-03-20', 'lunar')).toBe(false);
});

it('outside of the years in which its approximation errs, ICU says the same of every day', () => {
  const chinese = new Intl.DateTimeFormat('en-u-ca-chinese', {
    timeZone: 'UTC',
    month: 'numeric',
    day: 'numeric',
  });
  const all = days('1930-01-30', '2099-12-31').filter((_, n) => n % 7 === 0);
  const differ = all.filter((day) => {
    const parts = chinese.formatToParts(new Date(`${day}T00:00:00Z`));
    const text = (type: string) => parts.find((it) => it.type === type)!.value;
    const own = lunarOf(day)!;
    return `${own.month}${own.isLeap ? 'bis' : ''}/${own.day}` !== `${text('month')}/${text('day')}`;
  });
  expect(differ.length / all.length).toBeLessThan(0.03);
});

it('a customer has always the same agent, whatever the order they are named in, and one who goes hands on only their own', () => {
  expect(chooseAgent([], 1)).toBeNull();
  const agents = ['desk-1', 'desk-2', 'desk-3', 'desk-4'];
  const of = (names: readonly string[]) => Array.from({ length: 400 }, (_, id) => chooseAgent(names, id));
  const before = of(agents);
  expect(of(agents.toReversed())).toEqual(before);
  for (const agent of agents) expect(before.filter((it) => it === agent).length).toBeGreaterThan(60);
  const without = of(agents.slice(1));
  expect(before.filter((it, id) => it !== 'desk-1' && it !== without[id])).toEqual([]);
});

const born = fc
  .integer({ min: Date.parse('1940-01-01') / 86_400_000, max: Date.parse('2012-12-31') / 86_400_000 })
  .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));

it('everybody keeps one birthday in each year of their calendar, those of 29 February too', () => {
  const solar = days('2023-01-01', '2024-12-31');
  const lunar = days('2023-01-22', '2025-01-28');
  fc.assert(
    fc.property(fc.oneof(born, fc.constant('2000-02-29')), (day) => {
      expect(solar.filter((one) => keepsBirthday(day, one, 'solar'))).toHaveLength(2);
      expect(lunar.filter((one) => keepsBirthday(day, one, 'lunar'))).toHaveLength(2);
    }),
    { numRuns: 30 },
  );
  expect(keepsBirthday('2000-02-29', '2023-03-01', 'solar')).toBe(true);
  expect(keepsBirthday('2000-02-29', '2024-03-01', 'solar')).toBe(false);
});

it('of the rules that fit a product the cheapest counts, rounded for the member', () => {
  const rule = (percent: number, ...category: string[]): PriceRule => ({
    ...{ percent, category },
    name: { zh: `${percent}`, en: `${percent}` },
  });
  const rules = [rule(95), rule(80, '茶', '白茶'), rule(88, '茶')];
  expect(bestPrice(rules, ['茶', '白茶', '散茶'])?.percent).toBe(80);
  expect(bestPrice(rules, ['茶'])?.percent).toBe(88);
  expect(bestPrice(rules, [])?.percent).toBe(95);
  expect(bestPrice([], ['茶'])).toBeUndefined();
  const offer = { name: { zh: '双11', en: '11.11' }, percent: 70, category: ['茶'] };
  const benefits: Benefit[] = [
    { kind: 'priority-shipping' },
    ...rules.map((it) => ({ kind: 'member-price' as const, ...it, category: [...it.category] })),
    { kind: 'limited-offer', ...offer, from: '2026-11-01', until: '2026-11-11' },
  ];
  const on = (day: string, ...category: string[]) =>
    bestPrice(priceRulesOn(benefits, day), category)?.percent;
  expect(on('2026-11-11', '茶', '白茶')).toBe(70);
  expect(on('2026-11-11', '水壶')).toBe(95);
  expect([on('2026-10-31', '茶'), on('2026-11-01', '茶'), on('2026-11-12', '茶')]).toEqual([88, 70, 88]);
  expect(priceOf(999, 95)).toBe(949);
  expect(priceOf(1_000_000_000_000, 99)).toBe(990_000_000_000);
});

it('a price is explained by a rule of the buyer alone, to the minor unit', () => {
  const line = (orderId: number, customerId: number, price: number) => ({ orderId, customerId, price });
  const lines = [
    line(1, 1, 1000),
    line(2, 2, 900),
    line(3, 3, 900),
    line(4, 2, 901),
    line(5, 4, 850),
    line(6, 3, 900),
  ];
  const percents = (customer: number) => (customer === 2 ? [90] : []);
  expect(unexplainedPrices(lines, percents)).toEqual([
    { listMinor: 1000, priceMinor: 900, orderIds: [3, 6], customers: 1 },
    { listMinor: 1000, priceMinor: 850, orderIds: [5], customers: 1 },
  ]);
});

it('what a benefit costs in a year at the most follows from the customers of the tier and what they bought', () => {
  const year = {
    ...{ customers: 10, salesMinor: 100_000, orders: 50, shippingMinor: 3000, pointsMinor: 1000 },
    giftMinor: (gift: Gift) => ('points' in gift ? gift.points / 100 : gift.cost_minor),
  };
  const name = { zh: '价', en: 'Price' };
  const thing = { name, cost_minor: 500, days: 30 };
  const price = { name, percent: 80, category: [] };
  const costs: readonly (readonly [Benefit, number | null])[] = [
    [{ kind: 'birthday-gift', gift: { points: 200 } }, 20],
    [{ kind: 'birthday-gift', gift: thing }, 5000],
    [{ kind: 'exclusive-coupon', gift: thing }, 60_000],
    [{ kind: 'points-multiplier', percent: 150 }, 500],
    [{ kind: 'member-price', ...price }, 20_000],
    [{ kind: 'limited-offer', ...price, from: '2026-01-01', until: '2026-03-14' }, 4000],
    [{ kind: 'free-shipping', from_minor: 0 }, 3000],
    [{ kind: 'free-shipping', from_minor: 0, cost_minor: 59 }, 3000],
    [{ kind: 'free-shipping', from_minor: 0, cost_minor: 61 }, 3050],
    [{ kind: 'free-shipping', from_minor: 0, monthly: { count: 2, cost_minor: 10 } }, 2400],
    [{ kind: 'upgrade-gift', gift: thing }, null],
    [{ kind: 'priority-shipping' }, null],
    [{ kind: 'priority-shipping', cost_minor: 30 }, 1500],
    [{ kind: 'dedicated-agent' }, null],
  ];
  expect(costs.map(([benefit]) => yearlyCost(benefit, year))).toEqual(costs.map(([, cost]) => cost));
});
