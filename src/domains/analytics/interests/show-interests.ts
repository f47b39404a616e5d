import {
  type CustomerInterests,
  type InterestDimension,
  interestDimensions,
} from '../../../contract/interests.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { caught, fail, ok, problem, type Result } from '../../../platform/errors.ts';
import { readPersonsOf } from '../../customers/index.ts';
import { mayBeProfiled } from '../facts/profiled.ts';
import { FEW_SIGNS, POINTS } from './interest-rules.ts';
import { type InterestsAsk, type InterestsPlan, planInterests } from './plan-interests.ts';
import { bandsBetween } from './price-bands.ts';
import { type Hours, scoresSql } from './signs-sql.ts';

export interface InterestRow {
  readonly dimension: InterestDimension;
  readonly value: string;
  readonly score: string;
  readonly acts: string;
}

/** What one customer is interested in. Problems: `no-such-customer`, `unusable-question`, `no-interests`. */
export async function showCustomerInterests(
  ask: InterestsAsk,
  customerId: number,
): Promise<Result<CustomerInterests>> {
  const { platform, shop } = ask;
  const persons = await withShop(platform.db, shop.shopId, (tx) =>
    readPersonsOf(tx, shop.shopId, customerId),
  );
  if (!persons.ok) return persons;
  const plan = await planInterests(ask);
  if (!plan.ok) return plan;
  const rows = await caught(() => readScoresOf(ask, plan.value, { personIds: persons.value }));
  if (!rows.ok) return rows;
  return rows.value.length === 0 ? fail(noInterests) : ok(present(plan.value, customerId, rows.value));
}

export const noInterests = problem('no-interests', 404, {
  zh: '这位客户近期没有浏览或购买商品的记录，或已拒绝自动化分析，因此没有兴趣画像。',
  en: 'This customer looked at nothing and bought nothing of late, or objected to being profiled, so there is no profile.',
});

export async function readScoresOf(
  { clickhouse, shop, signal }: InterestsAsk,
  plan: InterestsPlan,
  { personIds, hours }: { personIds: readonly number[]; hours?: Hours },
): Promise<InterestRow[]> {
  const { at, bound } = plan.bound('own', { persons: personIds });
  return clickhouse.query<InterestRow>({
    sql: `SELECT dimension, value, score, acts FROM (${scoresSql(at, hours)})
WHERE ${mayBeProfiled('customer_id')} ORDER BY score DESC, value`,
    ...{ shopId: shop.shopId, params: bound.params, seconds: 15 },
    ...(signal && { signal }),
  });
}

function present(
  { asked }: InterestsPlan,
  customer: number,
  rows: readonly InterestRow[],
): CustomerInterests {
  const of = (dimension: InterestDimension) => rows.filter((it) => it.dimension === dimension);
  // Every sign has an hour.
  const acts = of('hour').reduce((sum, it) => sum + Number(it.acts), 0);
  return {
    ...{ customer, as_of: asked.asOf, half_life_days: asked.halfLifeDays, currency: asked.currency },
    bands: bandsBetween(asked.cuts),
    ...{ acts, low_confidence: acts < FEW_SIGNS },
    dimensions: interestDimensions.map((dimension) => ({ dimension, values: valuesOf(of(dimension)) })),
  };
}

function valuesOf(rows: readonly InterestRow[]) {
  const all = rows.reduce((sum, { score }) => sum + Number(score), 0);
  return rows.map(({ value, score, acts }) => ({
    ...{ value, score: Number(score) / POINTS, acts: Number(acts) },
    share: all === 0 ? 0 : Number(score) / all,
  }));
}
