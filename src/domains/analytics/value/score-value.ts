import { mayBeProfiled } from '../facts/profiled.ts';
import type { Asking } from '../metrics/question.ts';
import { ofWindow, onlyThese } from '../rfm/buyers-sql.ts';
import { standingAt } from '../rfm/rfm-question.ts';
import { inPieces, type Window, windowsAhead } from '../scores/windows-ahead.ts';
import type { ScoreRow } from '../scores/write-scores.ts';
import { bandCuts, bandOf } from './band-rules.ts';
import { minorPer } from './fit-spending.ts';
import { type Bought, type Forecast, forecaster } from './forecast-customer.ts';
import type { LearnedValue } from './learned-value.ts';
import { customersSql } from './purchases-sql.ts';
import { openTally, type Tally } from './value-tally.ts';

export interface Scoring {
  readonly asking: Asking;
  readonly learned: LearnedValue;
  readonly asOf: string;
  /** No customer has a higher number. */
  readonly lastNumber: number;
  readonly progress: (seen: number, total: number) => Promise<void>;
}

export interface KnownBuyer extends Bought {
  readonly customerId: number;
}

/** Scores of every customer who ever bought and of whom a profile may be made; bands last, when all values are known. */
export function scoreValue(it: Scoring): { rows: AsyncGenerator<ScoreRow[]>; tally: Tally } {
  const tally = openTally(it.learned, it.lastNumber);
  return { rows: scoredRows(it, tally), tally };
}

async function* scoredRows(it: Scoring, tally: Tally): AsyncGenerator<ScoreRow[]> {
  const forecast = forecaster(it.learned);
  const perMajor = minorPer(it.asking.shop.currency);
  const scored = (customer: KnownBuyer): ScoreRow[] => {
    const found = forecast(customer);
    tally.add(customer.customerId, found);
    return rowsOf(customer.customerId, found, perMajor);
  };
  for await (const { found, upTo } of windowsAhead(it.lastNumber, (window) => readBought(it, window))) {
    for (const some of inPieces(found)) yield some.flatMap(scored);
    await it.progress(upTo, it.lastNumber);
  }
  yield* bandRows(tally, it.learned);
}

function* bandRows(tally: Tally, { settings }: LearnedValue): Generator<ScoreRow[]> {
  const [ids, values] = [tally.ids(), tally.values()];
  const cuts = bandCuts(values, settings);
  for (const some of inPieces([...values.keys()]))
    yield some.map((n) => ({ code: 'value-band', customerId: ids[n]!, value: bandOf(values[n]!, cuts) }));
}

/** Money in minor units. */
function rowsOf(customerId: number, it: Forecast, perMajor: number): ScoreRow[] {
  const minor = ({ value, low, high }: Forecast['value']) => ({
    ...{ value: tenth(value * perMajor), low: tenth(low * perMajor), high: tenth(high * perMajor) },
  });
  return [
    { code: 'lifetime-value', customerId, ...minor(it.value) },
    { code: 'expected-spend', customerId, ...minor(it.spend) },
    { code: 'expected-purchases', customerId, ...it.purchases, value: sixDigits(it.purchases.value) },
    { code: 'alive', customerId, value: sixDigits(it.alive) },
  ];
}

/** More digits than a model knows are bytes that nobody reads. */
const tenth = (value: number): number => Math.round(value * 10) / 10;
const sixDigits = (value: number): number => Math.round(value * 1e6) / 1e6;

/** What customers of these numbers bought up to the day; of a window of numbers, or of the persons of one of them. */
export async function readBought(
  { asking, asOf }: Pick<Scoring, 'asking' | 'asOf'>,
  of: Window | { readonly persons: readonly number[] },
): Promise<KnownBuyer[]> {
  const { clickhouse, shop, signal } = asking;
  const at = { ...standingAt(asking, '{until:Date}'), ...('persons' in of ? onlyThese : ofWindow) };
  const rows = await clickhouse.query<{
    customer_id: number;
    x: number;
    tx: number;
    t: number;
    repeat_minor: string;
  }>({
    sql: `SELECT customer_id, x, tx, t, repeat_minor FROM (${customersSql(at)}) WHERE ${mayBeProfiled('customer_id')} ORDER BY customer_id`,
    shopId: shop.shopId,
    params: { currency: shop.currency, calibration: asOf, until: asOf, ...of },
    seconds: 120,
    ...(signal && { signal }),
  });
  const per = minorPer(shop.currency);
  return rows.map(({ customer_id: customerId, x, tx, t, repeat_minor }) => ({
    ...{ customerId, x, tx, t, repeatSum: Number(repeat_minor) / per },
  }));
}
