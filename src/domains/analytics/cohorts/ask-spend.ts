import { inShop } from '../facts/source.ts';
import type { CohortQuestion } from './cohort-question.ts';
import { spanOf } from './cohort-question.ts';
import { numberSql } from './period-numbers.ts';

/** Spend of the periods of cohorts, minor units; what is not in it is on no record. */
export interface Spend {
  /** Of one cohort; of one channel where a channel is told. Null where none is on record, or none can be said. */
  of(cohort: number, channel?: string): number | null;
  /** Of all cohorts. */
  ofAll(channel?: string): number | null;
}

interface Row {
  readonly cohort: number;
  readonly spent_on: string;
  readonly spent: string;
}

/**
 * Acquisition spend by period and channel. Spend knows its channel and its day and nothing else: of the customers of a
 * province or a category nobody can say what they cost, and so nothing is said.
 */
export async function askSpend(question: CohortQuestion): Promise<Spend> {
  const { clickhouse, shop, asOf, period, signal, channel: only } = question;
  const { first, last } = spanOf(question);
  const isUnknown = question.category !== undefined || question.province !== undefined;
  const rows = await clickhouse.query<Row>({
    sql: `SELECT ${numberSql('day', period)} AS cohort, toString(channel) AS spent_on, sum(amount_minor) AS spent
FROM acquisition_spend
WHERE ${inShop} AND currency = {currency:String} AND day <= {as_of:Date}
GROUP BY cohort, spent_on HAVING cohort BETWEEN {first:Int32} AND {last:Int32} ORDER BY cohort, spent_on`,
    shopId: shop.shopId,
    params: { currency: shop.currency, as_of: asOf, first, last },
    ...(signal && { signal }),
  });
  const spentOn = (channel: string | undefined, wanted: (row: Row) => boolean): number | null => {
    const found = rows.filter((it) => wanted(it) && (channel === undefined || it.spent_on === channel));
    if (isUnknown || found.length === 0) return null;
    return found.reduce((sum, it) => sum + Number(it.spent), 0);
  };
  return {
    of: (cohort, channel = only) => spentOn(channel, (it) => Number(it.cohort) === cohort),
    ofAll: (channel = only) => spentOn(channel, () => true),
  };
}
