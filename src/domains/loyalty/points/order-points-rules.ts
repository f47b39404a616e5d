import type { DayRate, ItemRate, PointsRules } from '../../../contract/points-rules.ts';

/** How many points an order earns, and how many of them stand. Pure; whole numbers without rounding on the way. */

export interface RatedLine {
  readonly productId: number;
  /** From the root down. */
  readonly category: readonly string[];
  readonly amountMinor: number;
}

export interface RatedOrder {
  /** Shop day of the payment, YYYY-MM-DD. */
  readonly day: string;
  readonly paidMinor: number;
  readonly shippingMinor: number;
  readonly lines: readonly RatedLine[];
  /** Of the customer, where it is known. */
  readonly tier: string | undefined;
  /** What the tier brings as a benefit, where the rules of points name no rate for it. */
  readonly benefitPercent?: number | undefined;
  /** The percentage when it first earned: whatever tier or PLUS came since, the order keeps it. */
  readonly pinnedPercent?: number | undefined;
  /** Of the PLUS they had when they paid; the better of it and that of the tier counts. */
  readonly plusPercent?: number | undefined;
}

/**
 * points for each per_minor of goods paid, times the percentages of tier, day and items, rounded down once. What was paid
 * for goods is shared over the lines by their amounts, so that discounts weigh on all alike.
 */
export function pointsOfOrder(order: RatedOrder, rules: PointsRules): number {
  const { order: rule } = rules;
  const goods = Math.max(0, order.paidMinor - order.shippingMinor);
  const { amount, weighed } = weigh(order.lines, rule.items);
  const percents = BigInt(tierPercent(order, rules)) * BigInt(dayPercent(order.day, rule.days));
  const above = BigInt(goods) * BigInt(rule.points) * percents * weighed;
  return Number(above / (BigInt(rule.per_minor) * amount * 1_000_000n));
}

/** Lines of less than nothing are corrections of stock, not goods. Without lines all is of the plain rate. */
function weigh(lines: readonly RatedLine[], items: readonly ItemRate[]): { amount: bigint; weighed: bigint } {
  let [amount, weighed] = [0n, 0n];
  for (const line of lines.filter((it) => it.amountMinor > 0)) {
    amount += BigInt(line.amountMinor);
    weighed += BigInt(line.amountMinor) * BigInt(itemPercent(line, items));
  }
  return amount === 0n ? { amount: 1n, weighed: 100n } : { amount, weighed };
}

/** The most specific rate that fits: the product's, then that of the longest category. */
export function itemPercent(line: RatedLine, items: readonly ItemRate[]): number {
  const ranked = items.map((item) => ({ percent: item.percent, rank: rankOf(item, line) }));
  const best = ranked.reduce((a, b) => (b.rank > a.rank ? b : a), { percent: 100, rank: 0 });
  return best.percent;
}

/** 0: does not fit; categories have at most four levels. */
function rankOf({ product_id: product, category }: ItemRate, line: RatedLine): number {
  if (product !== undefined) return product === line.productId ? 10 : 0;
  const fits = category?.every((name, level) => line.category[level] === name) ?? false;
  return fits ? category!.length : 0;
}

/** What the customer's tier, or the PLUS they had, makes of the points of an order. */
export const tierPercent = (
  { tier, benefitPercent, plusPercent = 0, pinnedPercent }: RatedOrder,
  { order: { tiers } }: PointsRules,
): number =>
  pinnedPercent ??
  Math.max(plusPercent, tiers.find((it) => it.tier === tier)?.percent ?? benefitPercent ?? 100);

/** The highest rate of those that name the day; the plain one where none does. */
export function dayPercent(day: string, days: readonly DayRate[]): number {
  const fitting = days.filter(({ on }) => namesDay(on, day)).map(({ percent }) => percent);
  return fitting.length === 0 ? 100 : Math.max(...fitting);
}

function namesDay(on: string, day: string): boolean {
  const [unit, nth] = on.split(':');
  if (nth === undefined) return on === day;
  if (unit === 'monthly') return Number(day.slice(8)) === Number(nth);
  // getUTCDay is 0 on Sunday, the week's seventh day.
  return (new Date(`${day}T00:00:00Z`).getUTCDay() || 7) === Number(nth);
}

/** What of an order's points stands when part of it was given back: in proportion, rounded down. */
export function pointsThatStand(due: number, paidMinor: number, refundedMinor: number): number {
  if (paidMinor <= 0) return 0;
  return Number((BigInt(due) * BigInt(Math.max(0, paidMinor - refundedMinor))) / BigInt(paidMinor));
}
