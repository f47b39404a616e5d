import type { VisitSettings } from '../../../contract/path.ts';
import { type BoundValues, boundValues } from '../behaviour/bound-values.ts';
import { dayBegins } from '../behaviour/day-bounds.ts';
import { documents, events, notADocument } from '../behaviour/happenings.ts';
import { shopActs } from '../behaviour/list-event-names.ts';
import { inShop } from '../facts/source.ts';
import type { Asking } from '../metrics/question.ts';
import { isPageEvent, pageEvents, pageSql } from './page-sql.ts';

/** Orders that were paid stand among the events of a visit. */
export const paidOrder = 'Order Completed';

/** Shop days, and how the visits of the shop are read. */
export interface VisitScope {
  readonly asking: Asking;
  /** The shop's zone as an SQL literal. */
  readonly zone: string;
  readonly from: string;
  readonly to: string;
  readonly settings: VisitSettings;
}

/** SQL of the instants of the days, in milliseconds; the second is not in them. */
function boundsOf({ from, to, zone }: VisitScope, { bind }: BoundValues) {
  return {
    from: dayBegins(bind(from, 'Date'), { zone }),
    to: dayBegins(`${bind(to, 'Date')} + 1`, { zone }),
  };
}

/** WHERE of the events of customers in the days: not those that tell an order, nor what the shop itself did. */
export function visitedSql(scope: VisitScope, bound: BoundValues): string {
  const acts = bound.bind(shopActs, 'Array(String)');
  return `${inShop} AND ${events.where} AND ${within(events.at, scope, bound)} AND ${notADocument} AND name NOT IN ${acts}`;
}

/** WHERE of the orders that were paid in the days. */
export const paidSql = (scope: VisitScope, bound: BoundValues): string =>
  `${inShop} AND ${documents[paidOrder].where} AND ${within(documents[paidOrder].at, scope, bound)}`;

function within(at: string, scope: VisitScope, bound: BoundValues): string {
  const { from, to } = boundsOf(scope, bound);
  return `${at} >= fromUnixTimestamp64Milli(toInt64(${from}), 'UTC') AND ${at} < fromUnixTimestamp64Milli(toInt64(${to}), 'UTC')`;
}

/** What can stand on a path: an event, or a page. Its number is its place in the list, from 1 on. */
export interface Word {
  readonly name: string;
  /** '' for other events, and for pages of which nothing is known. */
  readonly page: string;
}

/** Pages beyond these are one: numbers have room for more, pictures and readers have not. */
const MOST_PAGES = 2000;

/** Every event of the days by name, and by page where those are asked; most frequent first. */
export async function readWords(scope: VisitScope, byPage: boolean): Promise<Word[]> {
  const names = await listed(scope, (bound) => ({
    value: 'toString(name)',
    where: visitedSql(scope, bound),
  }));
  const pages = byPage && names.some(isPageEvent) ? await pagesOf(scope) : [];
  const plain = [...new Set([...names, paidOrder])].map((name) => ({ name, page: '' }));
  return [...plain, ...pages];
}

async function pagesOf(scope: VisitScope): Promise<Word[]> {
  const said = await listed(scope, (bound) => ({
    value: `concat(toString(name), '\\0', ${pageSql(scope.settings.page_rules, bound)})`,
    where: `${visitedSql(scope, bound)} AND name IN ${bound.bind(pageEvents, 'Array(String)')}`,
  }));
  return said
    .map((it) => it.split('\0'))
    .filter(([, page]) => page !== '')
    .map(([name, page]) => ({ name: name!, page: page! }));
}

async function listed(
  { asking }: VisitScope,
  of: (bound: BoundValues) => { value: string; where: string },
): Promise<string[]> {
  const bound = boundValues('w');
  const { value, where } = of(bound);
  const rows = await asking.clickhouse.query<{ value: string }>({
    sql: `SELECT value FROM (SELECT ${value} AS value, count() AS number FROM events WHERE ${where} GROUP BY value)
ORDER BY number DESC, value LIMIT ${MOST_PAGES}`,
    shopId: asking.shop.shopId,
    params: bound.params,
    ...(asking.signal && { signal: asking.signal }),
  });
  return rows.map((row) => row.value);
}

/** How a word is called wherever it is shown or asked for. */
export const wordName = ({ name, page }: Word): string => (page === '' ? name : `${name} ${page}`);

/** SQL of the number of a row's word. A page that came since, or is one too many, is a page of which nothing is known. */
export function wordSql(words: readonly Word[], scope: VisitScope, bound: BoundValues): string {
  const numbered = words.map((it, n) => ({ ...it, number: n + 1 }));
  const [names, pages] = [numbered.filter((it) => it.page === ''), numbered.filter((it) => it.page !== '')];
  const plain = transform(
    'toString(name)',
    names.map((it) => [it.name, it.number]),
    { none: '0', bound },
  );
  if (pages.length === 0) return plain;
  const page = `concat(toString(name), '\\0', ${pageSql(scope.settings.page_rules, bound)})`;
  const texts = pages.map((it): [string, number] => [`${it.name}\0${it.page}`, it.number]);
  const named = transform(page, texts, { none: plain, bound });
  return `if(name IN ${bound.bind(pageEvents, 'Array(String)')}, ${named}, ${plain})`;
}

/** `none`: SQL for a value that has no number. */
export function transform(
  value: string,
  pairs: readonly (readonly [string, number])[],
  { none, bound }: { none: string; bound: BoundValues },
): string {
  if (pairs.length === 0) return `toUInt32(${none})`;
  const values = bound.bind(
    pairs.map(([text]) => text),
    'Array(String)',
  );
  const numbers = bound.bind(
    pairs.map(([, number]) => number),
    'Array(UInt32)',
  );
  return `transform(${value}, ${values}, ${numbers}, toUInt32(${none}))`;
}
