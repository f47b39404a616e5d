import type { Result } from '../../../platform/errors.ts';
import type { PeopleView } from '../../customers/index.ts';
import { customerOf } from '../facts/scope.ts';
import { orderSource, refundSource } from '../facts/source.ts';
import { askCurrencies } from '../metrics/ask-currencies.ts';
import { remembered } from '../metrics/memory.ts';
import { isOfBuild, narrowingParams, whereSql } from './filter-sql.ts';
import { answering } from './find-people.ts';
import { type PeopleQuestion, zonedOf } from './list-people.ts';

/** What the people of a view did afterwards. */
export interface SpentSince {
  readonly customers: number;
  /** Of them, those with a paid order afterwards. */
  readonly buyers: number;
  readonly orders: number;
  /** Minor units; paid less refunds of those days. */
  readonly net_sales: number;
}

/**
 * What the people whom a view held on its day (`filter.as_of`) bought from the day after until `until`, a shop day: how
 * people in the same place went on, which is all that can honestly be said of those who are there now.
 */
export const spentSince = (view: PeopleView, until: string): Promise<Result<SpentSince>> =>
  answering(
    view,
    (question) => askSpent(question, until),
    ({ customers }) => customers === 0,
  );

/** The same of one build; remembered until an order, refund or merge changes it. */
export async function askSpent(question: PeopleQuestion, until: string): Promise<SpentSince> {
  const { clickhouse, shop, build, filter, customerIds } = question;
  if (!isOfBuild(filter) || customerIds !== undefined) return countSpent(question, until);
  const asking = { clickhouse, shop, until };
  const { mark } = await askCurrencies(asking, { from: until, to: until });
  const [spent] = await remembered({ ...asking, mark }, ['spent since', build.build, filter], async () => [
    await countSpent(question, until),
  ]);
  return spent!;
}

async function countSpent(question: PeopleQuestion, until: string): Promise<SpentSince> {
  const { clickhouse, shop, build, signal } = question;
  const [row] = await clickhouse.query<Record<keyof SpentSince, string>>({
    sql: spentSql(question),
    shopId: shop.shopId,
    params: {
      ...narrowingParams(question),
      ...{ slot: build.slot, build: build.build, currency: shop.currency, as_of: build.asOf, until },
    },
    ...(signal && { signal }),
  });
  return {
    ...{ customers: Number(row!.customers), buyers: Number(row!.buyers) },
    ...{ orders: Number(row!.orders), net_sales: Number(row!.net_sales) },
  };
}

function spentSql(question: PeopleQuestion): string {
  const zoned = zonedOf(question);
  const where = whereSql(question, zoned);
  const after = (source: typeof orderSource) =>
    `${source.where} AND person_id != 0 AND ${source.day(zoned)} > {as_of:Date} AND ${source.day(zoned)} <= {until:Date}`;
  return `SELECT (SELECT count() FROM people WHERE ${where}) AS customers, countIf(paid_orders > 0) AS buyers,
  sum(paid_orders) AS orders, sum(money) AS net_sales
FROM (
  SELECT ${customerOf('person_id')} AS customer_id, sum(counted) AS paid_orders, sum(net) AS money FROM (
    SELECT person_id, count() AS counted, sum(paid_minor) AS net FROM orders WHERE ${after(orderSource)} GROUP BY person_id
    UNION ALL
    SELECT person_id, toUInt64(0) AS counted, -sum(amount_minor) AS net FROM refunds WHERE ${after(refundSource)} GROUP BY person_id
  ) GROUP BY customer_id
)
WHERE customer_id GLOBAL IN (SELECT customer_id FROM people WHERE ${where})`;
}
