import { ok, type Result } from '../../../platform/errors.ts';
import { type Asking, dayIssue, dayIssues } from '../metrics/question.ts';
import { buyersSql } from './buyers-sql.ts';
import { orUnusable, standingAt } from './rfm-question.ts';

export interface QuadrantQuestion extends Asking {
  /** Last shop day, inclusive. */
  readonly asOf: string;
  /** First shop day; absent = from the beginning. */
  readonly since?: string | undefined;
  /** Paid orders from which on a customer is frequent; absent = more than the median. */
  readonly frequencyCut?: number | undefined;
  /** Net sales (minor units) from which on a customer spends much; absent = more than the median. */
  readonly amountCut?: number | undefined;
}

/** Names as merchants use them: frequency first, then amount. */
export const quadrants = [
  { code: 'often-much', name: '高频高额', often: 1, much: 1 },
  { code: 'often-little', name: '高频低额', often: 1, much: 0 },
  { code: 'seldom-much', name: '低频高额', often: 0, much: 1 },
  { code: 'seldom-little', name: '低频低额', often: 0, much: 0 },
] as const;

/** The quadrant of a buyer: often and much are above the median, or reach the shop's own cut. */
export const quadrantOf = (often: boolean, much: boolean): string =>
  quadrants.find((it) => it.often === Number(often) && it.much === Number(much))!.code;

export interface QuadrantRow {
  readonly code: (typeof quadrants)[number]['code'];
  readonly name: string;
  readonly customers: number;
  /** Null without customers. */
  readonly share: number | null;
  readonly orders: number;
  /** Minor units. */
  readonly net_sales: number;
}

/** `value` null without customers. A median is exceeded to be high; an own cut is reached. */
export interface QuadrantCut {
  readonly rule: 'above-median' | 'from';
  readonly value: number | null;
}

export interface QuadrantAnswer {
  readonly as_of: string;
  readonly since: string | null;
  readonly currency: string;
  readonly frequency_cut: QuadrantCut;
  readonly amount_cut: QuadrantCut;
  readonly quadrants: QuadrantRow[];
}

/** Buyers by how often and how much they bought. Problem: `unusable-question`. */
export async function askQuadrants(question: QuadrantQuestion): Promise<Result<QuadrantAnswer>> {
  const { asOf, since } = question;
  const issues = since === undefined ? dayIssue('as_of', asOf) : dayIssues(since, asOf);
  const checked = orUnusable(question, issues);
  return checked.ok ? ok(present(question, await ask(question))) : checked;
}

interface EngineRow {
  readonly often: number;
  readonly much: number;
  readonly customers: string;
  readonly orders: string;
  readonly net_sales: string;
  readonly frequency_median: number;
  readonly amount_median: number;
}

/** With an even number of customers the median is midway between the two in the middle. */
const median = (values: string): string => `arrayReduce('quantileExactInclusive(0.5)', ${values})`;

function quadrantsSql(question: QuadrantQuestion): string {
  const { since, frequencyCut, amountCut } = question;
  const standing = { ...standingAt(question), ...(since !== undefined && { since: '{since:Date}' }) };
  const often =
    frequencyCut === undefined ? 'frequency > frequency_median' : 'frequency >= {frequency_cut:Int64}';
  const much = amountCut === undefined ? 'monetary > amount_median' : 'monetary >= {amount_cut:Int64}';
  return `SELECT ${often} AS often, ${much} AS much, frequency_median, amount_median,
  count() AS customers, sum(frequency) AS orders, sum(monetary) AS net_sales
FROM (
  SELECT groupArray(frequency) AS frequencies, groupArray(monetary) AS monetaries,
    ${median('frequencies')} AS frequency_median, ${median('monetaries')} AS amount_median
  FROM (${buyersSql(standing)})
)
ARRAY JOIN frequencies AS frequency, monetaries AS monetary
GROUP BY often, much, frequency_median, amount_median
ORDER BY often, much`;
}

function ask(question: QuadrantQuestion): Promise<EngineRow[]> {
  const { clickhouse, shop, signal, asOf, since = asOf, frequencyCut = 0, amountCut = 0 } = question;
  const cuts = { frequency_cut: frequencyCut, amount_cut: amountCut };
  return clickhouse.query<EngineRow>({
    sql: quadrantsSql(question),
    shopId: shop.shopId,
    params: { currency: shop.currency, as_of: asOf, since, ...cuts },
    ...(signal && { signal }),
  });
}

function present(question: QuadrantQuestion, rows: readonly EngineRow[]): QuadrantAnswer {
  const { asOf, since, shop, frequencyCut, amountCut } = question;
  return {
    as_of: asOf,
    since: since ?? null,
    currency: shop.currency,
    frequency_cut: cutOf(frequencyCut, rows[0]?.frequency_median),
    amount_cut: cutOf(amountCut, rows[0]?.amount_median),
    quadrants: quadrantRows(rows),
  };
}

const cutOf = (own: number | undefined, middle: number | undefined): QuadrantCut =>
  own === undefined ? { rule: 'above-median', value: middle ?? null } : { rule: 'from', value: own };

function quadrantRows(rows: readonly EngineRow[]): QuadrantRow[] {
  const everybody = rows.reduce((sum, row) => sum + Number(row.customers), 0);
  return quadrants.map(({ code, name, often, much }) => {
    const row = rows.find((it) => it.often === often && it.much === much);
    const customers = Number(row?.customers ?? 0);
    const share = everybody === 0 ? null : customers / everybody;
    return {
      code,
      name,
      customers,
      share,
      orders: Number(row?.orders ?? 0),
      net_sales: Number(row?.net_sales ?? 0),
    };
  });
}
