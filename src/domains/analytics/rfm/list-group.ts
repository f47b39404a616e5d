import { type Issue, ok, type Result } from '../../../platform/errors.ts';
import { mayBeProfiled } from '../facts/profiled.ts';
import { askCells } from './ask-rfm.ts';
import { orUnusable, type RfmQuestion, scoringParams, soundIssues, standingAt } from './rfm-question.ts';
import { type GroupCode, groupOf, groups, highFrom } from './rfm-rules.ts';
import { scoredSql } from './score-sql.ts';

/** A place in the list: most net sales first, then by number. */
export interface Place {
  readonly netSales: number;
  readonly customerId: number;
}

export interface GroupQuestion extends RfmQuestion {
  /** One of the eight groups; absent = all buyers. */
  readonly group?: string | undefined;
  /** Where the page before ended. */
  readonly after?: Place | undefined;
  /** Customers of a page; 50 unless told. */
  readonly limit?: number | undefined;
}

/** A buyer by number; names are dressed on by the customers domain. */
export interface RfmCustomer {
  readonly customer_id: number;
  readonly group: GroupCode;
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
  readonly last_order_day: string;
  readonly orders: number;
  /** Minor units. */
  readonly net_sales: number;
}

export interface RfmCustomerPage {
  readonly items: RfmCustomer[];
  /** Where the next page begins; null on the last one. */
  readonly next: Place | null;
}

/**
 * Customers of a group, most net sales first; those of whom no profile may be made are not among them, though they are in
 * the group's counts, which say nothing of anybody. Problem: `unusable-question`.
 */
export async function listGroup(question: GroupQuestion): Promise<Result<RfmCustomerPage>> {
  const { group } = question;
  const unknown = group !== undefined && !groups.some(({ code }) => code === group);
  const issues = [...soundIssues(question), ...(unknown ? [noSuchGroup] : [])];
  const checked = orUnusable(question, issues);
  return checked.ok ? ok(await page(question)) : checked;
}

const codes = groups.map(({ code }) => code).join(', ');

const noSuchGroup: Issue = {
  code: 'no-such-group',
  field: 'group',
  message: { zh: `没有这个分群。可用：${codes}`, en: `There is no such group. There are: ${codes}` },
};

const start: Place = { netSales: Number.MAX_SAFE_INTEGER, customerId: 0 };

/** Scores that are in the group, as 100 r + 10 f + m: which they are depends on the means of the day. */
async function page(question: GroupQuestion): Promise<RfmCustomerPage> {
  const cells = await askCells(question);
  const high = highFrom(cells, question.cut ?? 'mean');
  const wanted = cells.filter(
    (cell) => question.group === undefined || groupOf(cell, high) === question.group,
  );
  const { limit = 50, after: place = start } = question;
  const rows = await ask(question, {
    place,
    limit,
    scores: wanted.map(({ r, f, m }) => 100 * r + 10 * f + m),
  });
  const items = rows.slice(0, limit).map((row) => ({ ...toCustomer(row), group: groupOf(row, high) }));
  const last = items.at(-1);
  const next = rows.length > limit ? { netSales: last!.net_sales, customerId: last!.customer_id } : null;
  return { items, next };
}

interface EngineRow {
  readonly customer_id: number;
  readonly r: number;
  readonly f: number;
  readonly m: number;
  readonly last_day: string;
  readonly frequency: string;
  readonly monetary: string;
}

async function ask(question: GroupQuestion, part: { place: Place; limit: number; scores: number[] }) {
  const { clickhouse, shop, signal, scoring } = question;
  const { place, limit, scores } = part;
  const more = { scores, before: place.netSales, after: place.customerId, rows: limit + 1 };
  const rows = await clickhouse.query<EngineRow>({
    sql: pageSql(question, scoring?.mode ?? 'quintile'),
    shopId: shop.shopId,
    params: { ...scoringParams(question), ...more },
    ...(signal && { signal }),
  });
  return rows.map((row) => ({ ...row, r: Number(row.r), f: Number(row.f), m: Number(row.m) }));
}

const pageSql = (question: GroupQuestion, mode: 'quintile' | 'thresholds'): string =>
  `SELECT customer_id, r, f, m, toString(last_day) AS last_day, frequency, monetary
FROM (${scoredSql(standingAt(question), mode)})
WHERE has({scores:Array(UInt16)}, toUInt16(100 * r + 10 * f + m))
  AND ${mayBeProfiled('customer_id')}
  AND (monetary < {before:Int64} OR (monetary = {before:Int64} AND customer_id > {after:UInt32}))
ORDER BY monetary DESC, customer_id
LIMIT {rows:UInt32}`;

const toCustomer = (row: EngineRow) => ({
  customer_id: row.customer_id,
  recency: row.r,
  frequency: row.f,
  monetary: row.m,
  last_order_day: row.last_day,
  orders: Number(row.frequency),
  net_sales: Number(row.monetary),
});
