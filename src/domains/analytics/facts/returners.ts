import { buyerAttributes, withAttributes } from './attributes.ts';
import { buyersByRow } from './buyers.ts';
import type { Fact } from './fact.ts';
import { nextPeriod, type Scope } from './scope.ts';

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
  const split = withAttributes(pairs, buyerAttributes, { scope, columns: ['returned'] });
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
  sql: (scope) => `SELECT reported AS period, dimension, customer_id, returned FROM (${sql(scope)})`,
};
