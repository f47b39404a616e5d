import type { ClickHouse, Param } from '../../../platform/clickhouse/clickhouse.ts';
import { givingWay } from '../../../platform/give-way.ts';

/** Which run writes, of which method, as of which day. */
export interface Writing {
  readonly clickhouse: ClickHouse;
  readonly shopId: number;
  readonly runId: number;
  /** Shop day. */
  readonly asOf: string;
  readonly model: string;
  readonly version: number;
}

export interface ScoreRow {
  readonly code: string;
  readonly customerId: number;
  readonly value: number;
  readonly low?: number | null | undefined;
  readonly high?: number | null | undefined;
}

const columns = [
  'shop_id',
  'score',
  'as_of',
  'run_id',
  'customer_id',
  'value',
  'low',
  'high',
  'model',
  'version',
];

/** Rows of one insert: some 8 MB of text. */
const ROWS = 100_000;

/**
 * Appends scores as they come, piece by piece: memory does not grow with them. They are read once their run is done.
 * Throws where a value is no number: a score that says nothing is left out by who gives it.
 */
export async function writeScores(
  writing: Writing,
  batches: AsyncIterable<Iterable<ScoreRow>>,
): Promise<number> {
  let [lines, written]: [string[], number] = [[], 0];
  const giveWay = givingWay();
  const flush = async () => {
    if (lines.length === 0) return;
    await writing.clickhouse.insert('scores', { columns, lines: `${lines.join('\n')}\n` });
    written += lines.length;
    lines = [];
  };
  for await (const batch of batches) {
    for (const row of batch) {
      lines.push(lineOf(writing, row));
      if (lines.length >= ROWS) await flush();
      const pause = giveWay();
      if (pause) await pause;
    }
  }
  await flush();
  return written;
}

/** SQL of rows (customer_id, code, value, word), the word empty of scores that are numbers; and its parameters. */
export interface Listed {
  readonly sql: string;
  readonly params: Readonly<Record<string, Param>>;
}

/**
 * Appends scores that a question gives whole, within the engine: nothing of them comes here, however many they are.
 * How many customers have each score of the run.
 */
export async function writeListed(
  { clickhouse, shopId, runId, asOf, model, version }: Writing,
  { sql, params }: Listed,
): Promise<Record<string, number>> {
  const own = { shop: shopId, run_id: runId, run_day: asOf, run_model: model, run_version: version };
  await clickhouse.command(
    `INSERT INTO scores (${columns.join(', ')}, word)
SELECT {shop:UInt32}, code, {run_day:Date}, {run_id:UInt64}, customer_id, toFloat64(value), NULL, NULL, {run_model:String}, {run_version:UInt16}, word
FROM (${sql}) SETTINGS distributed_foreground_insert = 1`,
    { ...params, ...own },
  );
  const rows = await clickhouse.query<{ score: string; customers: string }>({
    sql: `SELECT score, count() AS customers FROM scores
WHERE shop_id = {shop:UInt32} AND as_of = {run_day:Date} AND run_id = {run_id:UInt64} GROUP BY score`,
    ...{ shopId, params: own },
  });
  return Object.fromEntries(rows.map((row) => [row.score, Number(row.customers)]));
}

function lineOf({ shopId, asOf, runId, model, version }: Writing, it: ScoreRow): string {
  return [
    ...[shopId, it.code, asOf, runId, it.customerId, figure(it.value)],
    ...[orNull(it.low), orNull(it.high), model, version],
  ].join('\t');
}

function figure(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('A score is a number.');
  return String(value);
}

const orNull = (value: number | null | undefined): string =>
  value === null || value === undefined ? '\\N' : figure(value);
