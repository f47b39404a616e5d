import type { Measure } from '../catalog/measure.ts';
import { compileDays } from './compile-figures.ts';
import { type EngineRow, foundOf } from './engine-rows.ts';
import type { Found } from './fill-periods.ts';
import { find, keep, type MarkedAsking } from './memory.ts';

type Days = readonly Found[];

/**
 * Measures that add up, each for every day of the shop until the day of the mark: counted once, for whatever range and
 * step comes. Those that are not known are one question.
 */
export async function countDays(asking: MarkedAsking, measures: readonly Measure[]): Promise<Days[]> {
  const known = measures.map((it) => find<Days>(asking, keyOf(it)));
  const missing = measures.filter((_, n) => known[n] === undefined);
  const counted = missing.length === 0 ? [] : await count(asking, missing);
  missing.forEach((measure, n) => {
    keep(asking, keyOf(measure), { value: counted[n]!, rows: counted[n]!.length });
  });
  return measures.map((measure, n) => known[n] ?? counted[missing.indexOf(measure)]!);
}

const keyOf = ({ code }: Measure) => ['days', code];

async function count({ clickhouse, shop, until, signal }: MarkedAsking, measures: readonly Measure[]) {
  const rows = await clickhouse.query<EngineRow>({
    sql: compileDays(measures, shop.timeZone),
    shopId: shop.shopId,
    params: { currency: shop.currency, until },
    ...(signal && { signal }),
  });
  return measures.map((_, n) => foundOf(rows, n));
}
