import type { LifecycleThresholds, Stage } from '../rfm/lifecycle-rules.ts';
import type { Scoring } from '../rfm/score-sql.ts';
import type { History } from './history.ts';
import { Past } from './past.ts';

/** RFM and stages, slowly and from the definitions: every customer is compared with every other. */

export interface Buyer {
  readonly customer: number;
  readonly lastDay: string;
  readonly orders: number;
  readonly net: number;
}

export interface Scored extends Buyer {
  readonly r: number;
  readonly f: number;
  readonly m: number;
}

const daysBetween = (a: string, b: string): number => (Date.parse(b) - Date.parse(a)) / 86_400_000;

/** Known customers with a paid order on the days [since, asOf]. */
export function buyersAsOf(history: History, asOf: string, since = ''): Buyer[] {
  const past = new Past(history);
  const within = (it: { day: string }) => it.day >= since && it.day <= asOf;
  return past.customers.flatMap((customer) => {
    const orders = past.paidOrders.filter((it) => it.customer === customer && within(it));
    const refunds = past.doneRefunds.filter((it) => it.customer === customer && within(it));
    if (orders.length === 0) return [];
    const paid = orders.reduce((sum, it) => sum + it.paid, 0);
    const back = refunds.reduce((sum, it) => sum + it.amount, 0);
    return [
      {
        customer,
        lastDay: orders
          .map((it) => it.day)
          .sort()
          .at(-1)!,
        orders: orders.length,
        net: paid - back,
      },
    ];
  });
}

/** Every buyer with their scores as of a day. */
export function scoredAsOf(history: History, asOf: string, scoring: Scoring): Scored[] {
  const buyers = buyersAsOf(history, asOf);
  return buyers.map((own) => ({
    ...own,
    ...(scoring.mode === 'quintile' ? fifths(own, buyers) : cuts(own, asOf, scoring)),
  }));
}

function fifths(own: Buyer, all: readonly Buyer[]) {
  const score = (isWorse: (other: Buyer) => boolean) =>
    1 + Math.floor((5 * all.filter(isWorse).length) / all.length);
  return {
    r: score((other) => other.lastDay < own.lastDay),
    f: score((other) => other.orders < own.orders),
    m: score((other) => other.net < own.net),
  };
}

function cuts(own: Buyer, asOf: string, scoring: Extract<Scoring, { mode: 'thresholds' }>) {
  const days = daysBetween(own.lastDay, asOf);
  return {
    r: 1 + scoring.recency.filter((cut) => days <= cut).length,
    f: 1 + scoring.frequency.filter((cut) => own.orders >= cut).length,
    m: 1 + scoring.monetary.filter((cut) => own.net >= cut).length,
  };
}

/** Chinese name of a scored customer's group, by means or by a fixed cut. */
export function groupName(own: Scored, all: readonly Scored[], cut: 'mean' | number): string {
  const high = (score: 'r' | 'f' | 'm') =>
    cut === 'mean'
      ? own[score] > all.reduce((sum, it) => sum + it[score], 0) / all.length
      : own[score] >= cut;
  const worth = high('m') ? '重要' : '一般';
  if (high('r')) return worth + (high('f') ? '价值' : '发展');
  return worth + (high('f') ? '保持' : '挽留');
}

/** Customers by stage. */
export function stagesAsOf(history: History, asOf: string, it: LifecycleThresholds): Map<Stage, number> {
  const past = new Past(history);
  const counts = new Map<Stage, number>();
  for (const customer of past.customers) {
    const days = past.paidOrders
      .filter((order) => order.customer === customer && order.day <= asOf)
      .map((order) => order.day);
    if (days.length === 0 && past.firstSeenDay(customer) > asOf) continue;
    const stage = stageOf(days.sort(), asOf, it);
    counts.set(stage, (counts.get(stage) ?? 0) + 1);
  }
  return counts;
}

function stageOf(days: readonly string[], asOf: string, it: LifecycleThresholds): Stage {
  if (days.length === 0) return 'prospect';
  const ago = days.map((day) => daysBetween(day, asOf));
  const last = ago.at(-1)!;
  if (last >= it.lostDays) return 'lost';
  if (last >= it.activeDays) return 'at-risk';
  if (ago[0]! < it.newDays) return 'new';
  if (ago.some((day, at) => day < it.activeDays && at > 0 && ago[at - 1]! - day >= it.lostDays))
    return 'won-back';
  return ago.filter((day) => day < it.loyalDays).length >= it.loyalOrders ? 'loyal' : 'active';
}
