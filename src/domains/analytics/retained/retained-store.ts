import type { ClickHouse } from '../../../platform/clickhouse/clickhouse.ts';
import type { Found } from '../metrics/fill-periods.ts';

/** Answers kept when their events were dropped. `step` and `dimension` ('' without one) as in the question. */
export interface RetainedRow {
  readonly shop_id: number;
  readonly step: string;
  readonly dimension: string;
  /** First day of the period. */
  readonly period: string;
  readonly value: string;
  readonly customers: number;
  readonly version: number;
}

/** First shop day whose events are still there; undefined where retention never dropped any. */
export async function readHorizon(clickhouse: ClickHouse, shopId: number): Promise<string | undefined> {
  const rows = await clickhouse.query<{ horizon: string }>({
    sql: `SELECT toString(max(period)) AS horizon FROM retained_activity
      WHERE shop_id = {shop:UInt32} AND step = 'horizon' HAVING count() > 0`,
    shopId,
  });
  return rows[0]?.horizon;
}

export interface RetainedAsk {
  readonly shopId: number;
  readonly step: string;
  readonly dimension: string;
  /** Periods that begin from here on, and before the horizon. */
  readonly from: string;
  readonly before: string;
}

/** The kept answers, as the engine would have found them. */
export async function readRetained(
  clickhouse: ClickHouse,
  { shopId, step, dimension, from, before }: RetainedAsk,
): Promise<Found[]> {
  const rows = await clickhouse.query<{ period_start: string; value: string; customers: string }>({
    sql: `SELECT toString(period) AS period_start, value, customers FROM retained_activity
      WHERE shop_id = {shop:UInt32} AND step = {step:String} AND dimension = {dimension:String}
        AND period >= {from:Date} AND period < {before:Date}
      ORDER BY period, value`,
    shopId,
    params: { step, dimension, from, before },
  });
  return rows.map(({ period_start, value, customers }) => ({
    ...{ period: period_start, dimension: value },
    ...{ numerator: Number(customers), denominator: 0 },
  }));
}
