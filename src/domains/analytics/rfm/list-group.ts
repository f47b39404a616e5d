import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import { askCells } from './ask-rfm.ts';
import { type RfmQuestion, scoringParams, sound, standingAt } from './rfm-question.ts';
import { type GroupCode, groupOf, groups, highFrom } from './rfm-rules.ts';
import { scoredSql } from './score-sql.ts';

export interface GroupQuestion extends RfmQuestion {
  /** One of the eight groups; absent = all buyers. */
  readonly group?: string | undefined;
  /** As the page before gave it. */
  readonly cursor?: string | undefined;
  /** 50 unless told, 500 at most. */
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
  readonly items: readonly RfmCustomer[];
  /** Null on the last page. */
  readonly next_cursor: string | null;
}

interface Place {
  readonly net: number;
  readonly customer: number;
}

/** Customers of a group, most net sales first. Problems: `unusable-question`, `no-such-group`, `bad-cursor`. */
export async function listGroup(question: GroupQuestion): Promise<Result<RfmCustomerPage>> {
  const checked = sound(question);
  if (!checked.ok) return checked;
  if (question.group !== undefined && !groups.some(({ code }) => code === question.group))
    return fail(noSuchGroup);
  const place = question.cursor === undefined ? start : readCursor(question.cursor);
  return place === undefined ? fail(badCursor) : ok(await page(question, place));
}

const noSuchGroup = problem('no-such-group', 422, {
  zh: `没有这个分群。可用: ${groups.map(({ code }) => code).join(', ')}`,
  en: `There is no such group. There are: ${groups.map(({ code }) => code).join(', ')}`,
});

const badCursor = problem('bad-cursor', 422, { zh: '游标无效。', en: 'This cursor is not one we gave.' });

const start: Place = { net: Number.MAX_SAFE_INTEGER, customer: 0 };

function readCursor(cursor: string): Place | undefined {
  const found = /^(-?\d{1,16})\.(\d{1,10})$/.exec(cursor);
  const place = found && { net: Number(found[1]), customer: Number(found[2]) };
  return place && Number.isSafeInteger(place.net) && place.customer < 2 ** 32 ? place : undefined;
}

/** Scores that are in the group, as 100 r + 10 f + m: which they are depends on the means of the day. */
async function page(question: GroupQuestion, place: Place): Promise<RfmCustomerPage> {
  const cells = await askCells(question);
  const high = highFrom(cells, question.cut ?? 'mean');
  const wanted = cells.filter(
    (cell) => question.group === undefined || groupOf(cell, high) === question.group,
  );
  const limit = Math.min(Math.max(question.limit ?? 50, 1), 500);
  const rows = await ask(question, {
    place,
    limit,
    scores: wanted.map(({ r, f, m }) => 100 * r + 10 * f + m),
  });
  const items = rows.slice(0, limit).map((row) => ({ ...toCustomer(row), group: groupOf(row, high) }));
  const last = items.at(-1);
  return { items, next_cursor: rows.length > limit ? `${last!.net_sales}.${last!.customer_id}` : null };
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
  const more = { scores, before: place.net, after: place.customer, rows: limit + 1 };
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
