import {
  type InterestDimension,
  type InterestPeople,
  interestDimensions,
  type ShopInterests,
} from '../../../contract/interests.ts';
import { caught, ok, type Result } from '../../../platform/errors.ts';
import type { SelectedPeople, SelectionAsk } from '../behaviour/selected-people.ts';
import { mayBeProfiled } from '../facts/profiled.ts';
import { askDrivers } from './ask-drivers.ts';
import { type InterestsAsk, type InterestsPlan, planInterests } from './plan-interests.ts';
import { bandsBetween } from './price-bands.ts';
import type { SignsPlan } from './signs-sql.ts';
import { strongestSql } from './strongest-sql.ts';

/** Every customer has an hour who has anything. */
const shopSql = (at: SignsPlan): string => `SELECT dimension, strongest AS value, count() AS customers,
  sum(customers) OVER (PARTITION BY dimension) AS customers_of_all
FROM (${strongestSql(at)}) WHERE ${mayBeProfiled('customer_id')}
GROUP BY dimension, value ORDER BY dimension, customers DESC, value LIMIT 50 BY dimension`;

interface Row {
  readonly dimension: InterestDimension;
  readonly value: string;
  readonly customers: string;
  readonly customers_of_all: string;
}

/** How many customers like what most, as of a day. Problem: `unusable-question`. */
export async function askInterests(ask: InterestsAsk): Promise<Result<ShopInterests>> {
  const plan = await planInterests(ask);
  return plan.ok ? caught(() => answer(ask, plan.value)) : plan;
}

async function answer(ask: InterestsAsk, plan: InterestsPlan): Promise<ShopInterests> {
  const { asked } = plan;
  const { at, bound } = plan.bound('i');
  const rows = await ask.clickhouse.query<Row>({
    sql: shopSql(at),
    ...{ shopId: ask.shop.shopId, params: bound.params, seconds: 120 },
    ...(ask.signal && { signal: ask.signal }),
  });
  const of = (dimension: InterestDimension) => rows.filter((it) => it.dimension === dimension);
  return {
    ...{ as_of: asked.asOf, half_life_days: asked.halfLifeDays, currency: asked.currency },
    bands: bandsBetween(asked.cuts),
    customers: Number(of('hour')[0]?.customers_of_all ?? 0),
    dimensions: interestDimensions.map((dimension) => ({
      dimension,
      values: of(dimension).map((it) => ({ value: it.value, customers: Number(it.customers) })),
    })),
    drivers: await askDrivers(ask, plan),
  };
}

/** The people behind a bar: whose strongest interest it is. */
export async function selectInterestPeople(
  ask: SelectionAsk,
  { as_of: asOf, dimension, value }: InterestPeople,
): Promise<Result<SelectedPeople>> {
  const plan = await planInterests({ ...ask, asOf });
  if (!plan.ok) return plan;
  const { at, bound } = plan.value.bound('behaviour');
  const [of, is] = [bound.bind(dimension, 'String'), bound.bind(value, 'String')];
  const sql = `SELECT customer_id FROM (${strongestSql(at)}) WHERE dimension = ${of} AND strongest = ${is}`;
  return ok({ sql, params: bound.params });
}
