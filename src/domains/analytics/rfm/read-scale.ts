import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import type { Asking } from '../metrics/question.ts';
import { scoringParams, standingAt } from './rfm-question.ts';
import { type High, highAbove } from './rfm-rules.ts';
import { cutsSql } from './score-sql.ts';

/** What a customer is measured by: everything that depends on all the others. */
export interface Scale {
  /** Fifths, said as the thresholds that give the same scores (score-sql.ts). */
  readonly cuts: Readonly<Record<string, Param>>;
  readonly high: High;
  /** Of the buyers; 0 without any. */
  readonly frequencyMedian: number;
  /** Minor units. */
  readonly amountMedian: number;
}

/** The scale of a shop day, which the caller has checked: one look at all orders. May take seconds over millions of them. */
export async function readScale(asking: Asking, asOf: string): Promise<Scale> {
  const cuts = await readCuts(asking, asOf);
  const buyers = Number(cuts.buyers);
  const mean = (sum: string) => (buyers === 0 ? null : Number(sum) / buyers);
  return {
    cuts: asThresholds(cuts, asOf),
    high: highAbove({ r: mean(cuts.r_sum), f: mean(cuts.f_sum), m: mean(cuts.m_sum) }),
    ...{ frequencyMedian: cuts.frequency_median ?? 0, amountMedian: cuts.amount_median ?? 0 },
  };
}

interface Cuts extends Readonly<Record<'buyers' | 'r_sum' | 'f_sum' | 'm_sum', string>> {
  readonly last_days_cut: readonly string[];
  readonly frequencies_cut: readonly string[];
  readonly monetaries_cut: readonly string[];
  readonly frequency_median: number | null;
  readonly amount_median: number | null;
}

async function readCuts({ clickhouse, shop, signal }: Asking, asOf: string): Promise<Cuts> {
  const asking = { clickhouse, shop };
  const [cuts] = await clickhouse.query<Cuts>({
    sql: cutsSql(standingAt(asking)),
    shopId: shop.shopId,
    params: scoringParams({ ...asking, asOf }),
    seconds: 120,
    ...(signal && { signal }),
  });
  return cuts!;
}

const DAY_MS = 86_400_000;

/** Exceeding a value is reaching the next whole number; a later day is fewer days ago. */
function asThresholds(it: Cuts, asOf: string): Scale['cuts'] {
  const daysAgo = (day: string): number => (Date.parse(asOf) - Date.parse(day)) / DAY_MS;
  const above = (value: string): bigint => BigInt(value) + 1n;
  return {
    recency_cuts: it.last_days_cut.map((day) => daysAgo(day) - 1),
    frequency_cuts: it.frequencies_cut.map(above),
    monetary_cuts: it.monetaries_cut.map(above),
  };
}
