import type { BoundValues } from '../behaviour/bound-values.ts';
import { dayBegins } from '../behaviour/day-bounds.ts';
import { occurrencesSql } from '../behaviour/occurrences-sql.ts';
import { periodOf, type Scope } from '../facts/scope.ts';
import type { AttemptRule } from './attempt.ts';
import { attemptsSql } from './attempts-sql.ts';
import { type FunnelDimension, firstPaidSql, newReturning } from './funnel-dimensions.ts';

/** A funnel over shop days, settled and sound. */
export interface FunnelPlan {
  readonly rule: AttemptRule;
  /** First and last shop day on which an attempt may begin. */
  readonly from: string;
  readonly to: string;
  /** The shop's zone as an SQL literal. */
  readonly zone: string;
  readonly dimension?: FunnelDimension | undefined;
  readonly trend?: 'day' | 'week' | 'month' | undefined;
}

/** A row a customer who began: those of `attemptsSql` and, under a dimension, `value`. */
export function countedSql(plan: FunnelPlan, bound: BoundValues): string {
  const { rule, dimension } = plan;
  const [first, last] = [bound.bind(plan.from, 'Date'), bound.bind(plan.to, 'Date')];
  const entering = { from: dayBegins(first, plan), to: dayBegins(`${last} + 1`, plan) };
  const { ofEvent } = dimension ?? {};
  const beginners = rule.order === 'any' ? 2 ** rule.steps.length - 1 : 1;
  const occurrences = occurrencesSql(
    {
      marks: [...rule.steps, ...rule.exclusions.map(({ event }) => event)],
      ...{ steps: rule.steps.length, everything: rule.order === 'strict' },
      ...{ from: entering.from, to: `${entering.to} + ${rule.windowMs}` },
      ...(ofEvent && { told: { bits: beginners, value: (it) => ofEvent(it, bound) } }),
    },
    bound,
  );
  const attempts = attemptsSql(occurrences, rule, { entering, kept: ofEvent ? ['entries'] : [] });
  return valued(attempts, plan, scopeAt(plan, last));
}

/** Attributes of customers are asked as of the last day. */
const scopeAt = ({ zone }: FunnelPlan, last: string): Scope => ({
  ...{ zone, by: 'none', splits: [], filters: [], from: last, to: last },
});

function valued(attempts: string, { dimension }: FunnelPlan, scope: Scope): string {
  if (dimension === undefined) return attempts;
  if (dimension.ofEvent)
    return `SELECT *, arrayMin(arrayMap(it -> it.2, arrayFilter(it -> it.1 = entry, entries))) AS value FROM (${attempts})`;
  const isNew = dimension.code === newReturning;
  const known = isNew ? firstPaidSql() : dimension.ofCustomer!(scope);
  const value = isNew
    ? "if(isNull(first_paid) OR first_paid >= toInt64(moments[1]), 'new', 'returning')"
    : "ifNull(attribute_value, '')";
  return `SELECT customer_id, level, entry, moments, done, ${value} AS value
FROM (${attempts}) AS attempt
GLOBAL ANY LEFT JOIN (${isNew ? known : `SELECT customer_id, value AS attribute_value FROM (${known})`}) AS known USING (customer_id)`;
}

/** SQL of the first day of the period an attempt began in. */
const periodBegun = ({ zone }: FunnelPlan, by: 'day' | 'week' | 'month'): string =>
  periodOf(`toDate(fromUnixTimestamp64Milli(toInt64(moments[1])), ${zone})`, { by, from: '' });

/**
 * Counts of the whole, of each value and of each period: slice ('all', 'value', 'period'), value, reached (customers by
 * step), spent (milliseconds from one step to the next, in all), medians (of the same), done (in any order, by step).
 */
export function funnelSql(plan: FunnelPlan, bound: BoundValues): string {
  const slices = [
    "('all', '')",
    ...(plan.dimension ? ["('value', toString(value))"] : []),
    ...(plan.trend ? [`('period', toString(${periodBegun(plan, plan.trend)}))`] : []),
  ];
  const levels = plan.rule.steps.map((_, n) => n + 1);
  const later = levels.slice(1);
  const apart = (level: number) => `moments[${level}] - moments[${level - 1}]`;
  return `SELECT part.1 AS slice, part.2 AS value,
  [${levels.map((it) => `countIf(level >= ${it})`).join(', ')}] AS reached,
  [${later.map((it) => `toUInt64(sumIf(${apart(it)}, level >= ${it}))`).join(', ')}] AS spent,
  [${later.map((it) => `quantileExactInclusiveIf(0.5)(${apart(it)}, level >= ${it})`).join(', ')}] AS medians,
  sumForEach(done) AS done
FROM (
  SELECT level, moments, done, arrayJoin([${slices.join(', ')}]) AS part FROM (${countedSql(plan, bound)})
) GROUP BY part
ORDER BY slice, reached[1] DESC, value LIMIT 4000 BY slice`;
}
