import type { Measure } from '../catalog/measure.ts';
import { customerOf, scopeOf } from '../facts/scope.ts';
import { orderSource, within } from '../facts/source.ts';
import { addDays } from './days.ts';
import type { Window } from './earlier-windows.ts';
import type { Found } from './fill-periods.ts';
import { find, keep, type MarkedAsking } from './memory.ts';

/**
 * Who bought on each day. Buyers of days do not add up to those of a range, so every range was a scan of the orders; from
 * these a range is counted in milliseconds, and the engine is asked nothing.
 */
export interface BuyerDays {
  /** Shop days on which somebody known bought, ascending. */
  readonly days: readonly string[];
  /** Where the orders of each day begin, and where the last end. */
  readonly starts: readonly number[];
  /** The customer of each order. */
  readonly customers: Uint32Array;
}

/** More orders would weigh 4 MB a million on the server, and make its one answer long. */
export const MOST_ORDERS = 1_000_000;

/** Numbers that weigh what a row of the memory does. */
const NUMBERS_A_ROW = 30;

/** Of every day of the shop until the day of the mark. */
export async function readBuyerDays(asking: MarkedAsking): Promise<BuyerDays> {
  const known = find<BuyerDays>(asking, ['buyer-days']);
  if (known !== undefined) return known;
  const read = await ask(asking);
  keep(asking, ['buyer-days'], { value: read, rows: Math.ceil(read.customers.length / NUMBERS_A_ROW) });
  return read;
}

interface Row {
  /** Days since 1970. */
  readonly at: number;
  readonly customers: readonly number[];
}

async function ask({ clickhouse, shop, until, signal }: MarkedAsking): Promise<BuyerDays> {
  const rows = await clickhouse.query<Row>({
    sql: buyerDaysSql(shop.timeZone),
    shopId: shop.shopId,
    params: { currency: shop.currency, until },
    ...(signal && { signal }),
  });
  const starts = [0];
  for (const { customers } of rows) starts.push(starts.at(-1)! + customers.length);
  const customers = new Uint32Array(starts.at(-1)!);
  rows.forEach((row, n) => {
    customers.set(row.customers, starts[n]);
  });
  return { days: rows.map(({ at }) => addDays('1970-01-01', at)), starts, customers };
}

/** Gathered in one flat query, which the shards of a cluster answer each for itself. */
function buyerDaysSql(timeZone: string): string {
  const days = { from: "toDate('1970-01-01')", to: '{until:Date}' };
  const scope = { ...scopeOf(timeZone, 'day', undefined), ...days };
  return `SELECT toInt32(${orderSource.day(scope)}) AS at, groupArray(${customerOf('person_id')}) AS customers
FROM orders WHERE ${within(orderSource, scope)} AND person_id != 0
GROUP BY at ORDER BY at`;
}

interface Buyers {
  readonly buyers: number;
  readonly orders: number;
  /** Buyers of two orders or more. */
  readonly again: number;
}

/** What the catalogue sums over the fact `buyers`, told from such days. */
const sums: Readonly<Record<string, (it: Buyers) => number>> = {
  'count()': (it) => it.buyers,
  'sum(orders)': (it) => it.orders,
  'countIf(orders >= 2)': (it) => it.again,
};

/** Whether a measure can be told from who bought on each day. */
export const isOfBuyers = ({ parts }: Measure): boolean =>
  parts.every(
    ({ fact, numerator, denominator }) =>
      fact === 'buyers' && [numerator, denominator].every((it) => it === undefined || it in sums),
  );

/** Of each measure what is found of each period. Pure. */
export function countBuyers(
  kept: BuyerDays,
  measures: readonly Measure[],
  periods: ReadonlyMap<string, Window>,
): Found[][] {
  const count = counterOf(kept);
  const counted = [...periods].map(([period, window]) => ({ period, found: count(window) }));
  return measures.map(({ parts }) =>
    counted.map(({ period, found }) => {
      const sum = (side: 'numerator' | 'denominator') =>
        parts.reduce((all, part) => all + (sums[part[side] ?? '']?.(found) ?? 0), 0);
      return { period, dimension: '', numerator: sum('numerator'), denominator: sum('denominator') };
    }),
  );
}

/** Counts windows one after the other, in one piece of memory. */
function counterOf({ days, starts, customers }: BuyerDays): (window: Window) => Buyers {
  const greatest = customers.reduce((a, b) => Math.max(a, b), 0);
  /** Orders of each customer in the window, two at most. */
  const times = new Uint8Array(greatest + 1);
  return ({ from, to }) => {
    const orders = customers.subarray(starts[before(days, from)], starts[before(days, addDays(to, 1))]);
    let [buyers, again] = [0, 0];
    for (const customer of orders) {
      const time = times[customer]!;
      if (time === 0) buyers += 1;
      if (time === 1) again += 1;
      if (time < 2) times[customer] = time + 1;
    }
    for (const customer of orders) times[customer] = 0;
    return { buyers, orders: orders.length, again };
  };
}

/** How many of the days, ascending, come before one. */
function before(days: readonly string[], day: string): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle]! < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
