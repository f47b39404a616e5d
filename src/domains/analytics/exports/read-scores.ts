import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { Batch, ExportAsk, Row } from '../../../platform/exports/index.ts';
import { inHoldout, readHoldout } from '../../compliance/index.ts';
import { mayBeProfiled } from '../facts/profiled.ts';
import { stagesSql, thresholdParams } from '../rfm/ask-lifecycle.ts';
import { quadrantOf } from '../rfm/ask-quadrants.ts';
import { ofWindow } from '../rfm/buyers-sql.ts';
import { defaultThresholds } from '../rfm/lifecycle-rules.ts';
import { standingAt } from '../rfm/rfm-question.ts';
import { groupOf } from '../rfm/rfm-rules.ts';
import { scoredSql } from '../rfm/score-sql.ts';
import { modelScores } from './model-scores.ts';
import { type ExportScale, readExportScale } from './read-scale.ts';

/**
 * Customer numbers of one question. They are dense, so no answer has more rows, and the work of scoring is done by
 * windows of them: the scale (what makes a 5, what is high) is asked once, at the start.
 */
const WINDOW = 20_000;

/** Every customer known by the day of whom a profile may be made, by number. */
export async function* readScores(ask: ExportAsk): AsyncGenerator<Batch> {
  const scale = await readExportScale(ask);
  const { shopId } = ask.shop;
  const holdout = await withShop(ask.platform.db, shopId, (tx) => readHoldout(tx, shopId));
  const withModels = await modelScores(ask, scale.asOf);
  for (let first = 1; first <= scale.lastNumber; first += WINDOW) {
    const rows = await readWindow(ask, scale, first);
    const people = rows.map((row) => Number(row.customer_id));
    const told = rows.map((row, n) => ({ ...row, held_out: inHoldout(holdout, people[n]!) }));
    if (rows.length > 0) yield { rows: await withModels(told, people), people };
  }
}

interface StageRow {
  readonly customer_id: number;
  readonly stage: string;
}

interface BuyerRow extends Readonly<Record<'r' | 'f' | 'm' | 'frequency' | 'monetary', string>> {
  readonly customer_id: number;
  readonly last_day: string;
}

async function readWindow(ask: ExportAsk, scale: ExportScale, first: number): Promise<Row[]> {
  const { shop, platform } = ask;
  const at = { ...standingAt({ shop, clickhouse: platform.clickhouse }), ...ofWindow };
  const params = {
    ...{ first, last: first + WINDOW - 1, as_of: scale.asOf, currency: ask.shop.currency },
    ...thresholdParams(defaultThresholds),
    ...scale.cuts,
  };
  const stages = await question<StageRow>(ask, profiledSql(at), params);
  const scores = await question<BuyerRow>(ask, scoresSql(at), params);
  const buyers = new Map(scores.map((row) => [row.customer_id, row]));
  return stages.map((row) => rowOf(row, buyers.get(row.customer_id), { ask, scale }));
}

/** Stages of those of whom a profile may be made: nobody else is in the file, by whatever score. */
const profiledSql = (at: Parameters<typeof stagesSql>[0]): string =>
  `SELECT * FROM (${stagesSql(at)}) WHERE ${mayBeProfiled('customer_id')} ORDER BY customer_id`;

const scoresSql = (at: Parameters<typeof scoredSql>[0]): string =>
  `SELECT customer_id, r, f, m, toString(last_day) AS last_day, frequency, monetary
FROM (${scoredSql(at, 'thresholds')})`;

const question = <R>(ask: ExportAsk, sql: string, params: Record<string, Param>): Promise<R[]> =>
  ask.platform.clickhouse.query<R>({
    sql,
    shopId: ask.shop.shopId,
    params,
    seconds: 120,
    signal: ask.signal,
  });

function rowOf(
  { customer_id, stage }: StageRow,
  buyer: BuyerRow | undefined,
  { ask, scale }: { ask: ExportAsk; scale: ExportScale },
): Row {
  const known = { customer_id, stage, as_of: scale.asOf, currency: ask.shop.currency };
  if (buyer === undefined) return { ...known, orders: 0, net_sales: 0 };
  const [r, f, m] = [buyer.r, buyer.f, buyer.m].map(Number) as [number, number, number];
  const [orders, sales] = [Number(buyer.frequency), Number(buyer.monetary)];
  return {
    ...known,
    ...{ recency_score: r, frequency_score: f, monetary_score: m },
    rfm_group: groupOf({ r, f, m }, scale.high),
    quadrant: quadrantOf(orders > scale.frequencyMedian, sales > scale.amountMedian),
    ...{ last_order_day: buyer.last_day, orders, net_sales: sales },
  };
}
