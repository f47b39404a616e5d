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

/** Bytes of one insert: of some 100,000 rows. */
const PIECE = 8_000_000;

/**
 * Appends scores as they come, piece by piece: memory does not grow with them. The engine stores one piece while the next is made. They
 * are read once their run is done. Throws where a value is no number: a score that says nothing is left out by who gives it.
 */
export async function writeScores(
  writing: Writing,
  batches: AsyncIterable<Iterable<ScoreRow>>,
): Promise<number> {
  const giveWay = givingWay();
  const lineOf = linesOf(writing);
  let [piece, used, written] = [Buffer.allocUnsafe(PIECE), 0, 0];
  let storing = Promise.resolve();
  const flush = async () => {
    await storing;
    storing = writing.clickhouse.insert('scores', { columns, lines: piece.subarray(0, used) });
    // Awaited at the next piece: until then its failure must not end the process.
    storing.catch(() => {});
    [piece, used] = [Buffer.allocUnsafe(PIECE), 0];
  };
  try {
    for await (const batch of batches)
      for (const row of batch) {
        const line = lineOf(row);
        // Bytes at once: a million texts that wait to be put together are a fifth of a run's time, spent on collecting them.
        if (used + line.length > PIECE) await flush();
        used += piece.write(line, used, 'latin1');
        written += 1;
        const pause = giveWay();
        if (pause) await pause;
      }
    await flush();
  } catch (error) {
    // What a run that broke off has written is swept behind it: nothing may come after that, of whoever was erased meanwhile.
    await storing.catch(() => {});
    throw error;
  }
  await storing;
  return written;
}

/** SQL of rows (customer_id, code, value, word), the word empty of scores that are numbers; and its parameters. */
export interface Listed {
  readonly sql: string;
  readonly params: Readonly<Record<string, Param>>;
}

/**
 * Appends scores that questions give whole, within the engine: nothing of them comes here, however many they are.
 * How many customers have each score of the run.
 */
export async function writeListed(
  { clickhouse, shopId, runId, asOf, model, version }: Writing,
  listed: AsyncIterable<Listed>,
): Promise<Record<string, number>> {
  const own = { shop: shopId, run_id: runId, run_day: asOf, run_model: model, run_version: version };
  for await (const { sql, params } of listed)
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

/** Codes, days and figures: a byte a character. What is the same in all lines is made once. */
function linesOf({ shopId, asOf, runId, model, version }: Writing): (row: ScoreRow) => string {
  const [before, between, after] = [`${shopId}\t`, `\t${asOf}\t${runId}\t`, `\t${model}\t${version}\n`];
  return ({ code, customerId, value, low, high }) =>
    `${before}${code}${between}${customerId}\t${figure(value)}\t${orNull(low)}\t${orNull(high)}${after}`;
}

function figure(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('A score is a number.');
  return String(value);
}

const orNull = (value: number | null | undefined): string =>
  value === null || value === undefined ? '\\N' : figure(value);
