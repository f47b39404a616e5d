import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { ExportAsk } from '../../../platform/exports/index.ts';
import { dayIssue } from '../metrics/question.ts';
import { askCells } from '../rfm/ask-rfm.ts';
import { orUnusable, scoringParams, standingAt } from '../rfm/rfm-question.ts';
import { type High, highFrom } from '../rfm/rfm-rules.ts';
import { cutsSql } from '../rfm/score-sql.ts';

/** What a customer is measured by: everything that depends on all the others. */
export interface Scale {
  readonly asOf: string;
  /** Fifths, said as the thresholds that give the same scores (score-sql.ts). */
  readonly cuts: Readonly<Record<string, Param>>;
  readonly high: High;
  readonly frequencyMedian: number;
  readonly amountMedian: number;
  /** No customer has a higher number. */
  readonly lastNumber: number;
}

/** The scale of a day. Throws the problem `unusable-question` for what is no day. */
export async function readScale(ask: ExportAsk): Promise<Scale> {
  const { platform, shop, signal, filters } = ask;
  const { clickhouse, clock } = platform;
  const today = clock.now().toLocaleDateString('sv-SE', { timeZone: shop.timeZone });
  const asking = { clickhouse, shop, signal };
  const asOf = orThrow(orUnusable(filters.as_of ?? today, dayIssue('as_of', filters.as_of ?? today)));
  const cuts = await readCuts(ask, asOf);
  return {
    ...{ asOf, cuts: asThresholds(cuts, asOf), high: highFrom(await askCells({ ...asking, asOf }), 'mean') },
    ...{ frequencyMedian: cuts.frequency_median, amountMedian: cuts.amount_median },
    lastNumber: await readLastNumber(ask),
  };
}

interface Cuts {
  readonly last_days_cut: readonly string[];
  readonly frequencies_cut: readonly string[];
  readonly monetaries_cut: readonly string[];
  readonly frequency_median: number;
  readonly amount_median: number;
}

async function readCuts(ask: ExportAsk, asOf: string): Promise<Cuts> {
  const { platform, shop, signal } = ask;
  const asking = { clickhouse: platform.clickhouse, shop, signal };
  const params = scoringParams({ ...asking, asOf });
  const sql = cutsSql(standingAt(asking));
  const [cuts] = await platform.clickhouse.query<Cuts>({
    sql,
    shopId: shop.shopId,
    params,
    seconds: 120,
    signal,
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

async function readLastNumber({ platform, shop, signal }: ExportAsk): Promise<number> {
  const sql = `SELECT max(last) AS last FROM (
  SELECT max(person_id) AS last FROM persons WHERE shop_id = {shop:UInt32}
  UNION ALL
  SELECT max(person_id) AS last FROM orders WHERE shop_id = {shop:UInt32})`;
  const [row] = await platform.clickhouse.query<{ last: number }>({ sql, shopId: shop.shopId, signal });
  return row?.last ?? 0;
}
