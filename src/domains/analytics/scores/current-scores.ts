import { sql } from 'kysely';
import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { mayBeProfiled } from '../facts/profiled.ts';
import type { Asking } from '../metrics/question.ts';

/** Where the scores of one kind that count lie: those of the newest run that is done. */
export interface CurrentScore {
  readonly code: string;
  readonly runId: number;
  /** Shop day. */
  readonly asOf: string;
  readonly model: string;
  readonly version: number;
  readonly confidence: 'low' | 'usual';
}

/** Of every kind that was ever given and still is kept; as of the latest day at or before `asOf`, where that is told. */
export async function currentScores(tx: Tx, shopId: number, asOf?: string): Promise<CurrentScore[]> {
  const until = asOf === undefined ? sql`true` : sql`as_of <= ${asOf}::date`;
  const { rows } = await sql<CurrentScore>`
    select distinct on (code) code, run_id as "runId", as_of as "asOf", model, version, confidence
    from analytics.model_runs, unnest(scores) as code
    where shop_id = ${shopId} and status = 'done' and not is_outlived and ${until}
    order by code, as_of desc, run_id desc`.execute(tx);
  return rows;
}

/** Condition on a row of `scores`: of the run bound by `scoreParams` under the same name. */
export const ofScore = (name = 'score'): string =>
  `shop_id = {shop:UInt32} AND score = {${name}:String} AND as_of = {${name}_day:Date} AND run_id = {${name}_run:UInt64}`;

export const scoreParams = (
  { code, asOf, runId }: Pick<CurrentScore, 'code' | 'asOf' | 'runId'>,
  name = 'score',
): Record<string, Param> => ({
  ...{ [name]: code, [`${name}_day`]: asOf, [`${name}_run`]: runId },
});

/** A score of a customer, and what of the model it says how sure it is by. */
export interface CustomerScore {
  readonly customerId: number;
  readonly code: string;
  readonly value: number;
  /** What it names; null of a score that is a number. */
  readonly word: string | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Scores of some customers that count; of nobody who objected to being profiled. */
export async function scoresOfCustomers(
  { clickhouse, shop, signal }: Asking,
  current: readonly CurrentScore[],
  customerIds: readonly number[],
): Promise<CustomerScore[]> {
  if (current.length === 0 || customerIds.length === 0) return [];
  const rows = await clickhouse.query<{
    customer_id: number;
    score: string;
    value: number;
    word: string;
    low: number | null;
    high: number | null;
  }>({
    sql: `SELECT customer_id, score, value, word, low, high FROM scores
WHERE shop_id = {shop:UInt32} AND score IN {codes:Array(String)} AND as_of IN {days:Array(Date)} AND run_id IN {runs:Array(UInt64)}
  AND (score, run_id) IN arrayZip({codes:Array(String)}, {runs:Array(UInt64)})
  AND customer_id IN {customers:Array(UInt32)} AND ${mayBeProfiled('customer_id')}
ORDER BY customer_id, score`,
    shopId: shop.shopId,
    params: {
      codes: current.map((it) => it.code),
      days: current.map((it) => it.asOf),
      runs: current.map((it) => it.runId),
      customers: customerIds,
    },
    ...{ seconds: 30, maxRows: customerIds.length * current.length },
    ...(signal && { signal }),
  });
  return rows.map(({ customer_id: customerId, score: code, value, word, low, high }) => ({
    ...{ customerId, code, value, word: word === '' ? null : word, low, high },
  }));
}
