import { buyerAttributes, withAttribute } from './attributes.ts';
import { buyersByRow } from './buyers.ts';
import type { Fact } from './fact.ts';
import type { Scope } from './scope.ts';

/** The period after a period given by its first day. Without periods: the days before [from, to], then [from, to]. */
function nextPeriod(period: string, scope: Scope): string {
  if (scope.by === 'day') return `${period} + 1`;
  if (scope.by === 'week') return `${period} + 7`;
  if (scope.by === 'month') return `addMonths(${period}, 1)`;
  return `if(${period} < {from:Date}, {from:Date}, {to:Date} + 1)`;
}

/**
 * Who bought in a period, reported in the next: `returned` is 1 where they bought then too. Their dimension is that of
 * the first of the two periods: bought in channel A, and in channel A again.
 */
function sql(asked: Scope): string {
  const scope = { ...asked, from: '{previous:Date}' };
  const bought = asked.by === 'none' ? wholeWindows(scope) : buyersByRow(scope);
  const periods = `SELECT customer_id, dimension, groupUniqArray(period) AS periods FROM (${bought}) GROUP BY customer_id, dimension`;
  const next = nextPeriod('period', asked);
  const pairs = `SELECT period, dimension, customer_id, has(periods, ${next}) AS returned FROM (${periods}) ARRAY JOIN periods AS period`;
  const attribute = asked.dimension && buyerAttributes[asked.dimension];
  const split =
    attribute === undefined ? pairs : withAttribute(pairs, attribute, { scope, columns: ['returned'] });
  return `SELECT ${next} AS reported, dimension, customer_id, returned FROM (${split}) WHERE reported <= {to:Date}`;
}

/** The two windows of a question without periods, cut by day and then gathered. */
function wholeWindows(scope: Scope): string {
  const daily = buyersByRow({ ...scope, by: 'day' });
  return `SELECT if(day < {from:Date}, {previous:Date}, {from:Date}) AS period, dimension, customer_id FROM (SELECT period AS day, dimension, customer_id FROM (${daily}))`;
}

export const returners: Fact = {
  name: 'returners',
  says: 'One row per known customer who bought in the period before: customer_id, returned (1 = bought in this one too).',
  dimensions: ['channel', 'category', 'province', 'tier', 'new-returning', 'first-touch'],
  sql: (scope) => `SELECT reported AS period, dimension, customer_id, returned FROM (${sql(scope)})`,
};
