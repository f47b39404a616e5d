import { addDays, countDays } from '../metrics/days.ts';
import type { Asking } from '../metrics/question.ts';
import { standingAt } from '../rfm/rfm-question.ts';
import type { CalibrationRow, TrackedWeek, ValueErrors } from './learned-value.ts';
import type { CountModel } from './models/count-model.ts';
import { customersSql, purchaseDays } from './purchases-sql.ts';

/** Days a model was not fitted on, and what it says of them. */
export interface Checking {
  readonly asking: Asking;
  readonly model: CountModel;
  /** Learnt from the days up to `calibration` alone. */
  readonly parameters: readonly number[];
  readonly calibration: string;
  readonly asOf: string;
  readonly daysOfUnit: number;
}

const paramsOf = ({ asking, calibration, asOf }: Checking) => ({
  ...{ currency: asking.shop.currency, calibration, until: asOf },
});

const askingOf = ({ asking: { shop, signal } }: Checking, sql: string, more: object = {}) => ({
  ...{ sql, shopId: shop.shopId, seconds: 60, ...more },
  ...(signal && { signal }),
});

/**
 * The plain rule that a model must beat: in the days to come everybody buys as often as in as many days before. By
 * repeats, seven and more as one.
 */
export async function askNaive(
  it: Checking,
): Promise<{ rows: Pick<CalibrationRow, 'repeats' | 'naive'>[]; errors: ValueErrors['naive'] }> {
  const days = countDays(it.calibration, it.asOf) - 1;
  const at = standingAt(it.asking, '{until:Date}');
  const before = ' toUInt32(countIf(day > {since:Date} AND day <= {calibration:Date})) AS before,';
  const sql = `SELECT least(x, 7) AS repeats, count() AS customers, sum(before) AS naive, sum(later) AS actual,
  sum(abs(toInt64(before) - toInt64(later))) AS error
FROM (${customersSql(at, before)}) GROUP BY repeats ORDER BY repeats`;
  const params = { ...paramsOf(it), since: addDays(it.calibration, -days) };
  const found = await it.asking.clickhouse.query<Record<string, string>>({ ...askingOf(it, sql), params });
  const rows = found.map(
    (row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)])) as Record<
        'repeats' | 'customers' | 'naive' | 'actual' | 'error',
        number
      >,
  );
  const sum = (name: 'customers' | 'naive' | 'actual' | 'error') =>
    rows.reduce((all, row) => all + row[name], 0);
  const [actual, customers] = [sum('actual'), sum('customers')];
  return {
    rows: rows.map(({ repeats, naive }) => ({ repeats, naive })),
    errors: {
      predicted: sum('naive'),
      bias: actual === 0 ? null : sum('naive') / actual - 1,
      mae: customers === 0 ? null : sum('error') / customers,
    },
  };
}

interface Day {
  readonly shop_day: string;
  readonly firsts: string;
  readonly repeats: string;
}

/**
 * What happened week by week beside what the model says of those weeks: of everybody who first bought by the calibration's
 * end, repeats up to the end of each week. The model is asked once a number of days.
 */
export async function trackWeeks(it: Checking): Promise<TrackedWeek[]> {
  const at = standingAt(it.asking, '{until:Date}');
  const sql = `SELECT toString(day) AS shop_day, countIf(day = first) AS firsts, countIf(day > first) AS repeats
FROM (SELECT day, first FROM (
  SELECT customer_id, groupArray(day) AS days, arrayMin(days) AS first FROM (${purchaseDays(at)}) GROUP BY customer_id
  HAVING first <= {calibration:Date}
) ARRAY JOIN days AS day) GROUP BY day ORDER BY day`;
  const days = await it.asking.clickhouse.query<Day>({ ...askingOf(it, sql), params: paramsOf(it) });
  const told = days.map(({ shop_day: day, firsts, repeats }) => ({ day, firsts, repeats }));
  return told.length === 0 ? [] : cumulate(it, told);
}

function cumulate(
  { model, parameters, asOf, daysOfUnit }: Checking,
  days: readonly (Omit<Day, 'shop_day'> & { readonly day: string })[],
): TrackedWeek[] {
  const known = new Map<number, number>();
  const expected = (ahead: number): number => {
    const found = known.get(ahead) ?? model.expectedOfAnybody(parameters, ahead / daysOfUnit);
    known.set(ahead, found);
    return found;
  };
  const firsts = days
    .filter((it) => it.firsts !== '0')
    .map((it) => ({ day: it.day, count: Number(it.firsts) }));
  const weeks: TrackedWeek[] = [];
  let [actual, next] = [0, 0];
  for (const day of weekEnds(days[0]!.day, asOf)) {
    for (; next < days.length && days[next]!.day <= day; next += 1) actual += Number(days[next]!.repeats);
    const predicted = firsts.reduce(
      (sum, it) => (it.day >= day ? sum : sum + it.count * expected(countDays(it.day, day) - 1)),
      0,
    );
    weeks.push({ day, actual, predicted });
  }
  return weeks;
}

/** Every seventh day from the first, and the last. */
function weekEnds(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = addDays(first, 6); day < last; day = addDays(day, 7)) days.push(day);
  return [...days, last];
}
