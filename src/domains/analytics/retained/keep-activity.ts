import { quote } from '../../../platform/clickhouse/literal.ts';
import { orThrow } from '../../../platform/errors.ts';
import { dimensions } from '../catalog/dimensions.ts';
import type { Step } from '../facts/scope.ts';
import { askMetric, type MetricAnswer } from '../metrics/ask-metric.ts';
import { addDays, periodEnd, startOfPeriod } from '../metrics/days.ts';
import type { Asking } from '../metrics/question.ts';
import { type RetainedRow, readHorizon } from './retained-store.ts';

const MEASURE = 'active-customers';
const STEPS = ['day', 'week', 'month'] as const;

/** Days asked for at once: with a hundred values a day, 40,000 rows. */
const MOST_DAYS = 400;

export interface Keeping extends Asking {
  /** First shop day whose events stay; the first of a month. */
  readonly before: string;
  /** Orders repeated runs; later is greater. */
  readonly version: number;
}

/**
 * Counts what the events before a day say and keeps the answers: active customers by day, week and month along every
 * dimension, and the channel each person was first seen on. Call it before they are dropped, never after: what an
 * earlier run kept is left as it is, and running it again before the drop ends the same.
 */
export async function keepActivity(keeping: Keeping): Promise<void> {
  const { clickhouse, shop, before, version } = keeping;
  const first = await firstDay(keeping);
  if (first !== undefined && first < before) {
    await keepFirstChannels(keeping);
    for (const step of STEPS) await keepStep(keeping, step, first);
  }
  const horizon: RetainedRow = {
    ...{ shop_id: shop.shopId, step: 'horizon', dimension: '', period: before },
    ...{ value: '', customers: 0, version },
  };
  await clickhouse.insert('retained_activity', [horizon]);
}

/** First shop day to be counted: where the last run ended, or the first event. */
async function firstDay({ clickhouse, shop }: Keeping): Promise<string | undefined> {
  const horizon = await readHorizon(clickhouse, shop.shopId);
  if (horizon !== undefined) return horizon;
  const rows = await clickhouse.query<{ first: string }>({
    sql: `SELECT toString(toDate(min(corrected_time), ${quote(shop.timeZone)})) AS first FROM events
      WHERE shop_id = {shop:UInt32} HAVING count() > 0`,
    shopId: shop.shopId,
  });
  return rows[0]?.first;
}

/** Periods that begin from `first` on and before the horizon; the one that the last run's horizon cut was kept by it. */
async function keepStep(keeping: Keeping, step: (typeof STEPS)[number], first: string): Promise<void> {
  const from = await firstStart(keeping, step, first);
  const last = startOfPeriod(addDays(keeping.before, -1), step, from);
  for (let start = from; start <= last; ) {
    const end = startOfPeriod(addDays(start, MOST_DAYS), step, start);
    const to = periodEnd([end, last].sort()[0]!, step);
    for (const dimension of [undefined, ...dimensions.map(({ code }) => code)])
      await keepRows(keeping, { step, dimension, from: start, to });
    start = addDays(to, 1);
  }
}

async function firstStart({ clickhouse, shop }: Keeping, step: Step, first: string): Promise<string> {
  const start = startOfPeriod(first, step, first);
  const kept = (await readHorizon(clickhouse, shop.shopId)) !== undefined && start < first;
  return kept ? addDays(periodEnd(start, step as 'week' | 'month'), 1) : start;
}

interface Rows {
  readonly step: Step;
  readonly dimension: string | undefined;
  readonly from: string;
  readonly to: string;
}

async function keepRows(keeping: Keeping, { step, dimension, from, to }: Rows): Promise<void> {
  const question = { ...keeping, measure: MEASURE, by: step, dimension, from, to };
  const answer = orThrow(await askMetric(question));
  const rows = rowsOf(answer, { step, dimension }).map((row) => ({
    ...{ ...row, shop_id: keeping.shop.shopId, version: keeping.version },
  }));
  if (rows.length > 0) await keeping.clickhouse.insert('retained_activity', rows);
}

/** Nothing is not written down: a period without a row is zero. */
function rowsOf({ rows }: MetricAnswer, { step, dimension }: Pick<Rows, 'step' | 'dimension'>) {
  return rows
    .filter(({ numerator }) => numerator > 0)
    .map((row) => ({
      ...{ step, dimension: dimension ?? '', customers: row.numerator },
      period: step === 'month' ? `${row.period}-01` : row.period,
      value: dimension === undefined ? '' : String(row[dimension] ?? ''),
    }));
}

/** The version makes the earlier of two win: a later run, over later events, changes nothing. */
async function keepFirstChannels({ clickhouse, shop, before }: Keeping): Promise<void> {
  await clickhouse.command(
    `INSERT INTO first_event_channels (shop_id, person_id, channel, corrected_time, version)
    SELECT shop_id, person_id, argMin(channel, tuple(corrected_time, channel)) AS first_channel,
      min(corrected_time) AS first_time, 4102444800000 - toUnixTimestamp64Milli(first_time) AS version
    FROM events
    WHERE shop_id = {shop:UInt32} AND person_id != 0 AND channel != ''
      AND corrected_time < toDateTime64({before:String}, 3, ${quote(shop.timeZone)})
    GROUP BY shop_id, person_id
    SETTINGS distributed_foreground_insert = 1`,
    { shop: shop.shopId, before },
  );
}
