import type { InterestFeature, SimilarCustomers } from '../../../contract/interests.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { caught, fail, ok, type Result } from '../../../platform/errors.ts';
import { readPersonsOf } from '../../customers/index.ts';
import { dimensionWeights } from './interest-rules.ts';
import { type Direction, likenessSql } from './likeness-sql.ts';
import { type InterestsAsk, type InterestsPlan, planInterests } from './plan-interests.ts';
import { type InterestRow, noInterests, readScoresOf } from './show-interests.ts';

interface Row {
  readonly customer_id: number;
  readonly likeness: number;
  readonly shared: readonly (readonly [InterestFeature['dimension'], string])[];
  readonly compared: string;
}

/**
 * Customers whose interests are nearest to those of one: every customer of the shop is compared, and nothing personal is.
 * Problems: `no-such-customer`, `unusable-question`, `no-interests`.
 */
export async function findSimilar(
  ask: InterestsAsk,
  { customer, limit }: { readonly customer: number; readonly limit: number },
): Promise<Result<SimilarCustomers>> {
  const { platform, shop } = ask;
  const persons = await withShop(platform.db, shop.shopId, (tx) => readPersonsOf(tx, shop.shopId, customer));
  if (!persons.ok) return persons;
  const plan = await planInterests(ask);
  if (!plan.ok) return plan;
  const own = await caught(() => readScoresOf(ask, plan.value, { personIds: persons.value, hours: 'part' }));
  if (!own.ok) return own;
  if (own.value.length === 0) return fail(noInterests);
  const direction = directionOf(own.value);
  const rows = await caught(() => nearest(ask, plan.value, { customer, limit, direction }));
  if (!rows.ok) return rows;
  const { asOf, halfLifeDays } = plan.value.asked;
  return ok({
    ...{
      customer,
      as_of: asOf,
      half_life_days: halfLifeDays,
      compared: Number(rows.value[0]?.compared ?? 0),
    },
    similar: rows.value.map((it) => ({
      ...{ customer: it.customer_id, similarity: it.likeness },
      shared: it.shared.map(([dimension, value]) => ({ dimension, value })),
    })),
  });
}

/** The customer as a direction of length 1. */
function directionOf(rows: readonly InterestRow[]): Direction {
  const byDimension = Map.groupBy(
    rows.filter((it) => Number(it.score) > 0),
    (it) => it.dimension,
  );
  const all = Math.sqrt([...byDimension.keys()].reduce((sum, it) => sum + dimensionWeights[it], 0));
  return new Map(
    [...byDimension].flatMap(([dimension, values]) => {
      const length = Math.hypot(...values.map((it) => Number(it.score)));
      const scale = Math.sqrt(dimensionWeights[dimension]) / length / all;
      return values.map((it): [string, number] => [`${dimension}:${it.value}`, Number(it.score) * scale]);
    }),
  );
}

async function nearest(
  { clickhouse, shop, signal }: InterestsAsk,
  plan: InterestsPlan,
  { customer, limit, direction }: { customer: number; limit: number; direction: Direction },
): Promise<Row[]> {
  const { at, bound } = plan.bound('s');
  const sql = likenessSql({ at, bound, direction });
  return clickhouse.query<Row>({
    sql: `SELECT * FROM (SELECT customer_id, likeness, shared, count() OVER () AS compared FROM (${sql})
WHERE customer_id != ${bound.bind(customer, 'UInt32')}) WHERE likeness > 0
ORDER BY likeness DESC, customer_id LIMIT ${bound.bind(limit, 'UInt32')}`,
    ...{ shopId: shop.shopId, params: bound.params, seconds: 120 },
    ...(signal && { signal }),
  });
}
