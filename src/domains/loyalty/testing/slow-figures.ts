import type { TierRules } from '../../../contract/tiers.ts';
import { addDays, shopDay } from '../../analytics/index.ts';
import { fullYears, windowsOn } from '../tiers/window-rules.ts';

/** What the measure of tiers says of one customer, told the obvious way from what happened. */

export interface Bought {
  readonly at: number;
  readonly paid: number;
  readonly refunded: number;
  readonly isCancelled: boolean;
}

export interface Happened {
  readonly orders: readonly Bought[];
  readonly strays: readonly { readonly at: number; readonly amount: number }[];
  readonly deeds: readonly { readonly at: number; readonly event: string }[];
}

export interface SlowAsk {
  readonly rules: TierRules;
  readonly day: string;
  readonly timeZone: string;
}

export function slowFigures(it: Happened, { rules, day, timeZone }: SlowAsk) {
  const dayOf = (at: number) => shopDay(new Date(at), { timeZone });
  const days = [...it.orders, ...it.strays, ...it.deeds].map(({ at }) => dayOf(at));
  const happened = [...new Set(days)].filter((one) => one <= day);
  const onDay = (one: string, isGross: boolean): number => {
    const orders = it.orders.filter(({ at }) => dayOf(at) === one);
    const strays = isGross ? [] : it.strays.filter(({ at }) => dayOf(at) === one);
    const money =
      sum(orders.map((o) => o.paid - (isGross ? 0 : o.isCancelled ? o.paid : o.refunded))) -
      sum(strays.map(({ amount }) => amount));
    const times = orders.filter((o) => isGross || (!o.isCancelled && o.paid > o.refunded)).length;
    if (rules.measure === 'spend') return money;
    if (rules.measure === 'orders') return times;
    const { spend, orders: bonus, deeds } = rules.growth;
    const deedPoints = deeds.map(({ event, points, most_per_day: most }) =>
      capped(it.deeds.filter((d) => d.event === event && dayOf(d.at) === one).length * points, most),
    );
    const spent = capped(Math.trunc((money * spend.points) / spend.per_minor), spend.most_per_day);
    return spent + capped(times * bonus.points, bonus.most_per_day) + sum(deedPoints);
  };
  const within = (until: string, isGross: boolean) => {
    const sums = windowsOn(until, rules.period).map(([from, to]) =>
      sum(happened.filter((one) => one >= from && one <= to).map((one) => onDay(one, isGross))),
    );
    return Math.max(0, ...sums) + tenureOn(until);
  };
  const first = it.orders
    .filter(({ isCancelled }) => !isCancelled)
    .map(({ at }) => dayOf(at))
    .filter((one) => one <= day)
    .sort()[0];
  const tenureOn = (until: string) =>
    rules.measure === 'growth' && first !== undefined
      ? rules.growth.tenure.points * fullYears(first, until)
      : 0;
  return {
    figure: within(day, false),
    ahead: within(addDays(day, rules.notice_days), false),
    ungiven: within(day, true),
  };
}

const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);
const capped = (value: number, most: number | null): number =>
  Math.min(value, most ?? Number.MAX_SAFE_INTEGER);
