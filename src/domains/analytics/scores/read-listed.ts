import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import type { Asking } from '../metrics/question.ts';
import type { ScoreRow } from './write-scores.ts';

/** Customer numbers of one row of the answer. */
const PIECE = 50_000;

/** SQL of rows (customer_id, code, value), and its parameters. */
export interface Listed {
  readonly sql: string;
  readonly params: Readonly<Record<string, Param>>;
}

/** Scores that a question gives whole: in columns, so that a million customers are some hundred rows. */
export async function readListed(
  { clickhouse, shop, signal }: Asking,
  { sql, params }: Listed,
): Promise<ScoreRow[][]> {
  const rows = await clickhouse.query<{ code: string; customers: number[]; values: number[] }>({
    sql: `SELECT code, groupArray(customer_id) AS customers, groupArray(toFloat64(value)) AS values
FROM (SELECT customer_id, code, value FROM (${sql}) ORDER BY customer_id, code)
GROUP BY code, intDiv(customer_id, ${PIECE}) AS piece ORDER BY piece, code`,
    ...{ shopId: shop.shopId, params, seconds: 120 },
    ...(signal && { signal }),
  });
  return rows.map(({ code, customers, values }) =>
    customers.map((customerId, n) => ({ code, customerId, value: values[n]! })),
  );
}
