import type { CustomerHabits } from '../../../contract/people.ts';
import type { PeopleView } from '../../customers/index.ts';
import { categoryOfLine, lineSource, orderSource } from '../facts/source.ts';
import { onlyThese } from '../rfm/buyers-sql.ts';

interface Row {
  readonly split: 'category' | 'channel';
  readonly value: string;
  readonly orders: string;
  readonly amount: string;
}

/**
 * Condition: theirs, of the orders that ever named one of the persons. Orders and lines lie by order:
 * asked for by person alone every line of the shop is put together first, which took nine tenths of a customer's page.
 */
const ofTheirOrders = `${onlyThese.orders} AND ${onlyThese.persons}`;

/** What and where some persons, who are one customer, bought most: the first five of each. */
export async function habitsOf(
  { platform, shop, signal }: Omit<PeopleView, 'filter'>,
  personIds: readonly number[],
): Promise<CustomerHabits> {
  const rows = await platform.clickhouse.query<Row>({
    sql: `SELECT split, value, sum(number) AS orders, sum(money) AS amount FROM (
  SELECT 'category' AS split, ${categoryOfLine} AS value, uniqExact(order_id) AS number, sum(amount_minor) AS money
  FROM ${lineSource.from} WHERE ${lineSource.where} AND ${ofTheirOrders} GROUP BY value
  UNION ALL
  SELECT 'channel' AS split, toString(channel) AS value, count() AS number, sum(paid_minor) AS money
  FROM orders WHERE ${orderSource.where} AND ${ofTheirOrders} GROUP BY value
) GROUP BY split, value ORDER BY amount DESC, value`,
    shopId: shop.shopId,
    params: { persons: personIds, currency: shop.currency },
    seconds: 5,
    ...(signal && { signal }),
  });
  const of = (split: Row['split']) =>
    rows
      .filter((row) => row.split === split)
      .slice(0, 5)
      .map((row) => ({ value: row.value, orders: Number(row.orders), amount: Number(row.amount) }));
  return { categories: of('category'), channels: of('channel') };
}
