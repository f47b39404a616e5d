import type { InterestSource, ShopInterests } from '../../../contract/interests.ts';
import type { Asking } from '../metrics/question.ts';
import type { InterestsPlan } from './plan-interests.ts';
import { type SignsPlan, signsOf } from './signs-sql.ts';

/** Ages are told in half-lives up to this; older signs together. */
const OLDEST = 4;

/** Signs of everybody by source and age in half-lives: no product is looked up, so it costs little beside the profiles. */
export const driversSql = (
  at: SignsPlan,
): string => `SELECT source, age, sum(points) AS points, sum(signs) AS signs FROM (
  ${signsOf(at)
    .map(
      (
        it,
      ) => `SELECT toString(${it.source}) AS source, toUInt8(least(${OLDEST}, floor(${it.age} / ${at.halfLife}))) AS age,
    sum(${it.points}) AS points, count() AS signs
  FROM ${it.table} WHERE ${it.where} GROUP BY source, age`,
    )
    .join('\n  UNION ALL\n  ')}
) GROUP BY source, age ORDER BY source, age`;

/** What drives the interests of a shop: sums over everybody, which speak of nobody. */
export async function askDrivers(
  { clickhouse, shop, signal }: Asking,
  plan: InterestsPlan,
): Promise<ShopInterests['drivers']> {
  const { at, bound } = plan.bound('d');
  const rows = await clickhouse.query<{ source: InterestSource; age: number; points: string; signs: string }>(
    {
      sql: driversSql(at),
      ...{ shopId: shop.shopId, params: bound.params, seconds: 120 },
      ...(signal && { signal }),
    },
  );
  const all = rows.reduce((sum, it) => sum + Number(it.points), 0);
  return rows.map(({ source, age, points, signs }) => ({
    ...{ source, age, signs: Number(signs) },
    share: all === 0 ? 0 : Number(points) / all,
  }));
}
