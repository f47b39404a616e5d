import type { CustomerFigures, PeopleCount, PeopleSort } from '../../../contract/people.ts';
import type { ClickHouse, Param } from '../../../platform/clickhouse/clickhouse.ts';
import { quote } from '../../../platform/clickhouse/literal.ts';
import { mayBeProfiled } from '../facts/profiled.ts';
import { remembered } from '../metrics/memory.ts';
import type { AnalysedShop } from '../metrics/question.ts';
import { type CurrentScore, ofScore, scoreParams } from '../scores/current-scores.ts';
import type { Build } from './build-store.ts';
import {
  isLookup,
  isOfBuild,
  listed,
  narrowingParams,
  type PeopleNarrowing,
  whereSql,
} from './filter-sql.ts';
import { type FiguresRow, figuresSql, toFigures } from './present-people.ts';
import { inBuild } from './use-people.ts';

/** A question about the people of one build. */
export interface PeopleQuestion extends PeopleNarrowing {
  readonly clickhouse: ClickHouse;
  readonly shop: AnalysedShop;
  readonly build: Build;
  readonly signal?: AbortSignal | undefined;
}

/** A place in the list: the value it is sorted by, then the customer. */
export interface PeoplePlace {
  readonly value: number;
  readonly customerId: number;
}

export interface PageQuestion extends PeopleQuestion {
  readonly sort: PeopleSort;
  readonly direction: 'asc' | 'desc';
  /** What `sort` 'score' sorts by; undefined: nobody has it. */
  readonly ranking?: CurrentScore | undefined;
  readonly after?: PeoplePlace | undefined;
  readonly limit: number;
}

export interface PeoplePage {
  readonly people: { readonly customerId: number; readonly figures: CustomerFigures }[];
  /** Undefined on the last page. */
  readonly next: PeoplePlace | undefined;
}

/** Beyond every instant of a shop, and still a whole number in JavaScript. */
const NEVER = 8_000_000_000_000_000;

/** Whoever has no order comes last, whichever way the list runs. */
const ofBuyers = (sql: string) => (direction: string) =>
  `if(orders = 0, ${direction === 'asc' ? NEVER : -NEVER}, ${sql})`;

const sorts: Readonly<Record<PeopleSort, (direction: string) => string>> = {
  'last-order': ofBuyers('toUnixTimestamp64Milli(last_paid)'),
  'first-order': ofBuyers('toUnixTimestamp64Milli(first_paid)'),
  'net-sales': ofBuyers('net_minor'),
  orders: () => 'toInt64(orders)',
  'first-seen': () => 'toUnixTimestamp64Milli(first_seen)',
  'last-seen': () => 'toUnixTimestamp64Milli(last_seen)',
  newest: () => 'toInt64(customer_id)',
  score: (direction) => `ifNull(ranked, ${direction === 'asc' ? NEVER : -NEVER})`,
};

/** One page of the people, by number and figures. Costs a look at each of the build's rows: 20 ms a million. */
export async function listPeople(question: PageQuestion): Promise<PeoplePage> {
  const rows = await ask<FiguresRow & { place: string }>(question, pageSql(question), {
    ...(question.sort === 'score' && question.ranking && scoreParams(question.ranking, 'ranking')),
    before: question.after?.value ?? 0,
    after: question.after?.customerId ?? 0,
    rows: question.limit + 1,
  });
  const shown = rows.slice(0, question.limit);
  const last = shown.at(-1);
  return {
    people: shown.map((row) => ({ customerId: row.customer_id, figures: toFigures(row) })),
    next:
      rows.length > question.limit
        ? { value: Number(last!.place), customerId: last!.customer_id }
        : undefined,
  };
}

function pageSql(question: PageQuestion): string {
  const { filter, sort, direction, after } = question;
  const value = sorts[sort](direction);
  const beyond = direction === 'asc' ? '>' : '<';
  const behind =
    after === undefined
      ? ''
      : ` AND (place ${beyond} {before:Int64} OR (place = {before:Int64} AND customer_id > {after:UInt32}))`;
  return `SELECT ${value} AS place, ${figuresSql}
FROM people${rankedSql(question)} WHERE ${whereSql(question, zonedOf(question))} AND ${listed(filter)}${behind}
ORDER BY place ${direction === 'asc' ? 'ASC' : 'DESC'}, customer_id LIMIT {rows:UInt32}`;
}

/** Six digits behind the point, as whole numbers: a place in the list is one. Whoever objected has no place by a score, as if they had none. */
function rankedSql({ sort, ranking }: PageQuestion): string {
  if (sort !== 'score') return '';
  const of =
    ranking === undefined ? '{shop:UInt32} = 0' : `${ofScore('ranking')} AND ${mayBeProfiled('customer_id')}`;
  return ` GLOBAL ANY LEFT JOIN (
  SELECT customer_id, toInt64(round(least(value, 7e9) * 1e6)) AS ranked FROM scores WHERE ${of}) AS ranking USING (customer_id)`;
}

type Counted = Readonly<Record<'found' | 'shown' | 'all_orders' | 'all_net', string>>;

const countThem = (question: PeopleQuestion): Promise<Counted[]> =>
  ask<Counted>(
    question,
    `SELECT count() AS found, countIf(${listed(question.filter)}) AS shown, sum(orders) AS all_orders, sum(net_minor) AS all_net
FROM people WHERE ${whereSql(question, zonedOf(question))}`,
  );

/** Of a build, which never changes, counted once; who may be listed by score is asked at every time. */
async function countOnce(question: PeopleQuestion): Promise<readonly Counted[]> {
  const { clickhouse, shop, build, filter, customerIds, heldOut } = question;
  if (!isOfBuild(filter) || listed(filter) !== 'true' || customerIds !== undefined || heldOut !== undefined)
    return countThem(question);
  const asking = { clickhouse, shop, until: build.asOf, mark: `build ${build.build}` };
  return remembered(asking, ['people', filter], () => countThem(question));
}

/** How many there are, exactly, and what they come to. */
export async function countPeople(question: PeopleQuestion): Promise<PeopleCount> {
  const { shop, build } = question;
  const [row] = await countOnce(question);
  return {
    ...{ customers: Number(row!.shown), withheld: Number(row!.found) - Number(row!.shown) },
    ...{ orders: Number(row!.all_orders), net_sales: Number(row!.all_net), currency: shop.currency },
    ...{ as_of: build.asOf, counted_at: build.builtAt.toISOString() },
  };
}

/** Numbers of the people, ascending, from behind `after`: for what is done to all of them, piece by piece. */
export async function peopleBehind(
  question: PeopleQuestion,
  after: number,
  limit: number,
): Promise<number[]> {
  const rows = await ask<{ customer_id: number }>(
    question,
    `SELECT customer_id FROM people
WHERE ${whereSql(question, zonedOf(question))} AND ${listed(question.filter)} AND customer_id > {after:UInt32}
ORDER BY customer_id LIMIT {rows:UInt32}`,
    { after, rows: limit },
  );
  return rows.map((row) => row.customer_id);
}

/** Whether the build is still in its slot. */
export async function stands({ clickhouse, shop, build }: PeopleQuestion): Promise<boolean> {
  const rows = await clickhouse.query({
    sql: `SELECT customer_id FROM people WHERE ${inBuild} LIMIT 1`,
    shopId: shop.shopId,
    params: { slot: build.slot, build: build.build },
    seconds: 5,
  });
  return rows.length > 0 || build.people === 0;
}

/** Figures of some customers, by number. Whoever came after the build has none yet. */
export async function figuresOf(
  question: Omit<PeopleQuestion, 'filter' | 'now'>,
  customerIds: readonly number[],
): Promise<Map<number, CustomerFigures>> {
  const { clickhouse, shop, build, signal } = question;
  const rows = await clickhouse.query<FiguresRow>({
    sql: `SELECT ${figuresSql} FROM people WHERE ${inBuild} AND customer_id IN {customer_ids:Array(UInt32)}`,
    shopId: shop.shopId,
    params: { slot: build.slot, build: build.build, customer_ids: customerIds },
    seconds: 5,
    ...(signal && { signal }),
  });
  return new Map(rows.map((row) => [row.customer_id, toFigures(row)]));
}

export const zonedOf = ({ shop }: PeopleQuestion) => ({ zone: quote(shop.timeZone) });

function ask<Row>(question: PeopleQuestion, sql: string, more: Record<string, Param> = {}): Promise<Row[]> {
  const { clickhouse, shop, build, signal } = question;
  const params = {
    ...narrowingParams(question),
    ...{ slot: build.slot, build: build.build, currency: shop.currency, as_of: build.asOf },
    ...more,
  };
  return clickhouse.query<Row>({
    ...{ sql, shopId: shop.shopId, params },
    // Goes before the analyses of others, and does not wait while they hold every reader they may.
    ...(isLookup(question.filter) && { seconds: 5 }),
    ...(signal && { signal }),
  });
}
