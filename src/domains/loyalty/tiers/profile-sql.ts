import type { BoundValues, CurrentScore } from '../../analytics/index.ts';
import { inShop } from '../../analytics/index.ts';
import { customerOf } from '../../customers/index.ts';

/** What profiles say of everybody, as a measure of tiers. Whoever objected to being profiled has the figure -1: not judged. */

interface ProfileAsk {
  readonly bound: BoundValues;
  readonly only?: string | undefined;
}

/** R + F + M of each buyer, 3 to 15, as the shop's people were last counted. */
export const rfmSql = (
  { slot, build }: { readonly slot: number; readonly build: number },
  ask: ProfileAsk,
): string =>
  ofProfiled(
    `SELECT customer_id, toInt64(r) + f + m AS value FROM people
WHERE ${inShop} AND slot = ${ask.bound.bind(slot, 'UInt8')} AND build = ${ask.bound.bind(build, 'UInt64')} AND orders > 0`,
    ask,
  );

/** Lifetime value by the newest run of the model, minor units. */
export const clvSql = ({ code, asOf, runId }: CurrentScore, ask: ProfileAsk): string =>
  ofProfiled(
    `SELECT customer_id, toInt64(round(greatest(value, 0))) AS value FROM scores
WHERE ${inShop} AND score = ${ask.bound.bind(code, 'String')} AND as_of = ${ask.bound.bind(asOf, 'Date')} AND run_id = ${ask.bound.bind(runId, 'UInt64')}`,
    ask,
  );

/** Of merged customers what is said of the number they keep. */
function ofProfiled(values: string, { only }: ProfileAsk): string {
  const some = (column: string) => (only === undefined ? '' : ` AND ${column} IN ${only}`);
  return `SELECT customer_id, if(max(barred) = 1, toInt64(-1), max(value)) AS figure, figure AS ahead, figure AS ungiven FROM (
  SELECT customer_id, value, toUInt8(0) AS barred FROM (${values}) WHERE ${customerOf('customer_id')} = customer_id${some('customer_id')}
  UNION ALL
  SELECT ${customerOf('person_id')} AS customer_id, toInt64(0) AS value, toUInt8(1) AS barred FROM persons
  WHERE ${inShop} AND profiling_barred = 1${some('person_id')}
) GROUP BY customer_id HAVING figure != 0`;
}
