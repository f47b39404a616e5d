import { ok, type Result, type Text } from '../../../platform/errors.ts';
import { customerOf, dayOf } from '../facts/scope.ts';
import { inShop, orderSource, paidAt } from '../facts/source.ts';
import { type Asking, dayIssue } from '../metrics/question.ts';
import { knownPerson, type Standing, standing } from './buyers-sql.ts';
import {
  defaultThresholds,
  type LifecycleThresholds,
  type Stage,
  stages,
  thresholdIssues,
} from './lifecycle-rules.ts';
import { orUnusable, standingAt } from './rfm-question.ts';

export interface LifecycleQuestion extends Asking {
  /** Shop day, inclusive. */
  readonly asOf: string;
  /** What the shop has set; the rest are `defaultThresholds`. */
  readonly thresholds?: Partial<LifecycleThresholds> | undefined;
}

export interface StageRow {
  readonly code: Stage;
  readonly label: Text;
  readonly definition: Text;
  readonly customers: number;
  /** Of all known customers; null without any. */
  readonly share: number | null;
}

export interface LifecycleAnswer {
  readonly as_of: string;
  readonly thresholds: ReturnType<typeof presentThresholds>;
  /** All seven, empty ones too. */
  readonly stages: StageRow[];
}

const presentThresholds = (it: LifecycleThresholds) => ({
  ...{ new_days: it.newDays, active_days: it.activeDays, lost_days: it.lostDays },
  ...{ loyal_orders: it.loyalOrders, loyal_days: it.loyalDays },
});

/** How many customers are in each stage of their life with the shop. Problem: `unusable-question`. */
export async function askLifecycle(question: LifecycleQuestion): Promise<Result<LifecycleAnswer>> {
  const thresholds = { ...defaultThresholds, ...question.thresholds };
  const checked = orUnusable(question, [...dayIssue('as_of', question.asOf), ...thresholdIssues(thresholds)]);
  if (!checked.ok) return checked;
  const rows = await ask(question, thresholds);
  return ok({
    as_of: question.asOf,
    thresholds: presentThresholds(thresholds),
    stages: stageRows(rows, thresholds),
  });
}

/**
 * What a stage needs to know, one row a person. Whoever came back did so between the last order before the active days
 * and the first within them: gaps inside them are too short, since lostDays >= activeDays.
 */
const personsSql = (at: Standing): string => `SELECT person_id, count() AS orders,
  countIf(day > {as_of:Date} - {loyal_days:UInt32}) AS loyal_orders,
  min(${dayOf(paidAt, at)} AS day) AS first_day, max(day) AS last_day,
  minIf(day, day > {as_of:Date} - {active_days:UInt32}) AS came,
  maxIf(day, day <= {as_of:Date} - {active_days:UInt32}) AS went
FROM orders WHERE ${orderSource.where} AND ${knownPerson(at)} AND ${standing(paidAt, at)}
GROUP BY person_id
UNION ALL
SELECT person_id, 0, 0, toDate('2149-06-06'), toDate(0), toDate(0), toDate(0)
FROM persons WHERE ${inShop} AND ${knownPerson(at)} AND ${dayOf('first_seen_at', at)} <= ${at.until}`;

const customersSql = (
  at: Standing,
): string => `SELECT ${customerOf('person_id')} AS customer_id, sum(orders) AS paid_orders,
  sum(loyal_orders) AS recent_orders, min(first_day) AS first, max(last_day) AS last,
  minIf(came, came > toDate(0)) AS came_back, max(went) AS went_away
FROM (${personsSql(at)}) GROUP BY customer_id`;

/** In the order of `stages`: the first that fits. Reads the columns of `customersSql`. */
export const stageSql = `multiIf(
  paid_orders = 0, 'prospect',
  {as_of:Date} - last >= {lost_days:UInt32}, 'lost',
  {as_of:Date} - last >= {active_days:UInt32}, 'at-risk',
  {as_of:Date} - first < {new_days:UInt32}, 'new',
  went_away > toDate(0) AND came_back - went_away >= {lost_days:UInt32}, 'won-back',
  recent_orders >= {loyal_orders:UInt32}, 'loyal',
  'active')`;

/** Every customer known by the day with their stage, where `at` stands: customer_id, stage. */
export const stagesSql = (at: Standing): string =>
  `SELECT customer_id, ${stageSql} AS stage FROM (${customersSql(at)})`;

function ask(question: LifecycleQuestion, thresholds: LifecycleThresholds) {
  const { clickhouse, shop, signal, asOf } = question;
  return clickhouse.query<{ stage: Stage; customers: string }>({
    sql: `SELECT stage, count() AS customers FROM (${stagesSql(standingAt(question))}) GROUP BY stage ORDER BY stage`,
    shopId: shop.shopId,
    params: { currency: shop.currency, as_of: asOf, ...thresholdParams(thresholds) },
    ...(signal && { signal }),
  });
}

export const thresholdParams = (it: LifecycleThresholds) => ({
  new_days: it.newDays,
  active_days: it.activeDays,
  lost_days: it.lostDays,
  loyal_orders: it.loyalOrders,
  loyal_days: it.loyalDays,
});

function stageRows(
  rows: readonly { stage: Stage; customers: string }[],
  thresholds: LifecycleThresholds,
): StageRow[] {
  const counts = new Map(rows.map((row) => [row.stage, Number(row.customers)]));
  const everybody = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return stages.map(({ code, label, ...stage }) => {
    const customers = counts.get(code) ?? 0;
    const definition = stage.definition(thresholds);
    return { code, label, definition, customers, share: everybody === 0 ? null : customers / everybody };
  });
}
