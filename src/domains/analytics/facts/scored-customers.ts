import { ofScore } from '../scores/current-scores.ts';
import { type AttributeNames, nameOfScore, standingAttributes, withAttributes } from './attributes.ts';
import type { Fact } from './fact.ts';
import { mayBeProfiled } from './profiled.ts';
import { customerOf, type Scope } from './scope.ts';
import { dimensionSql } from './split.ts';

const attributeOf: AttributeNames = {
  ...{ channel: 'first-channel', province: 'province', tier: 'tier', 'first-touch': 'first-touch' },
  ...{ 'new-returning': 'new-returning', ...standingAttributes },
};

/** Whole numbers add up to the same on any number of nodes; half of one counts up. */
const columns = [
  { name: 'worth', code: 'lifetime-value', times: 1 },
  { name: 'stake', code: 'value-at-stake', times: 1 },
  { name: 'alive', code: 'alive', times: 1_000_000 },
  { name: 'risk', code: 'churn-risk', times: 1_000_000 },
  { name: 'buys', code: 'buys-30-days', times: 1_000_000 },
] as const;

/** Codes of the scores it reads: each is bound by `scoreParams` under its `nameOfScore`. */
export const scoresRead: readonly string[] = columns.map(({ code }) => code);

const column = ({ name, code, times }: (typeof columns)[number]): string =>
  `maxIf(toNullable(toInt64(floor(value * ${times} + 0.5))), score = {${nameOfScore(code)}:String}) AS ${name}`;

/**
 * Shop, score, day and run lead the key of the table: only those five runs are read. Who was joined to somebody since is no
 * customer any more, and that one has a score of their own.
 */
const scored = (): string => `SELECT customer_id, ${columns.map(column).join(', ')}
FROM scores WHERE ((${scoresRead.map((code) => ofScore(nameOfScore(code))).join(') OR (')})) AND ${customerOf('customer_id')} = customer_id AND ${mayBeProfiled('customer_id')}
GROUP BY customer_id`;

/** As of the last day of the scope, in one period: what is said of that day is of no other. */
function sql(scope: Scope): string {
  const names = columns.map(({ name }) => name);
  const rows = `SELECT ${scope.from} AS period, ${dimensionSql(scope.splits, {})} AS dimension, customer_id, ${names.join(', ')} FROM (${scored()})`;
  return withAttributes(rows, attributeOf, { scope, columns: names });
}

export const scoredCustomers: Fact = {
  name: 'scored-customers',
  says: 'One row per customer whom a model has scored, as of the last day asked for: customer_id; worth, stake (minor units), alive, risk, buys (millionths of a probability), each null without it.',
  sql,
};
