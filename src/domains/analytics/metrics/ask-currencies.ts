import type { ClickHouse } from '../../../platform/clickhouse/clickhouse.ts';
import { overridesMark } from '../facts/overrides-mark.ts';
import { dayOf, type Scope, scopeOf } from '../facts/scope.ts';
import { inShop, orderSource, paidAt, refundSource } from '../facts/source.ts';
import { addDays } from './days.ts';
import { remembered } from './memory.ts';
import type { Asking } from './question.ts';
import { readWritten } from './read-written.ts';
import { shareNext } from './share-next.ts';

/** Documents of the window that every measure leaves out, because their currency is not the shop's. */
export interface OtherCurrency {
  readonly currency: string;
  /** Paid orders, refunds done and days of spend. */
  readonly documents: number;
}

/** Shop days of the first and the last paid order ever in the shop's currency; nulls without one. */
export interface OrderSpan {
  readonly orders_from: string | null;
  readonly orders_to: string | null;
}

export interface Currencies {
  readonly span: OrderSpan;
  /** Paid orders ever in the shop's currency. */
  readonly orders: number;
  readonly others: OtherCurrency[];
  /**
   * Differs after every change of what counts up to the day `until`: paid orders, refunds done, spend, when persons were
   * first seen, whose customer they are. Rows carry versions that only grow, so that no other rows have their number and sum.
   */
  readonly mark: string;
}

/** Shop days. `until` is `to` or a later one: the mark is of everything up to it. */
export interface MarkedDays {
  readonly from: string;
  readonly to: string;
  readonly until?: string;
}

/** What is known of a shop's documents whatever days are asked of them. */
interface Standing extends Pick<Currencies, 'span' | 'orders' | 'mark'> {
  /** Documents in other currencies, by day: none in most shops. */
  readonly others: readonly { readonly currency: string; readonly day: string; readonly documents: number }[];
}

/** A shop has one currency; adding yuan to pounds would be wrong, and leaving them out unsaid as well. */
export const countOtherCurrencies = async (
  asking: Asking,
  from: string,
  to: string,
): Promise<OtherCurrency[]> => (await askCurrencies(asking, { from, to })).others;

const sharing = new WeakMap<ClickHouse, ReturnType<typeof shareNext<Standing>>>();

/**
 * What stands in other currencies, when the shop's own orders began and ended, and a mark of the data. One question, and
 * one for all the questions of a screen that come at once; it is not stopped when one of its callers leaves. Not asked
 * at all while nothing was written: it is of every day, so that another range asks nothing.
 */
export async function askCurrencies(asking: Asking, days: MarkedDays): Promise<Currencies> {
  const { clickhouse, shop } = asking;
  const until = days.until ?? days.to;
  const written = { clickhouse, shop, mark: await readWritten(asking), until };
  const [known] = await remembered(written, ['currencies'], async () => [await share(asking, until)]);
  return { ...known!, others: withinDays(known!.others, days) };
}

/** Documents by currency, of days inclusive; currencies without any are left out. */
function withinDays(all: Standing['others'], { from, to }: MarkedDays): OtherCurrency[] {
  const sums = new Map<string, number>();
  for (const { currency, day, documents } of all)
    if (day >= from && day <= to) sums.set(currency, (sums.get(currency) ?? 0) + documents);
  return [...sums].map(([currency, documents]) => ({ currency, documents }));
}

function share(asking: Asking, until: string): Promise<Standing> {
  const sharer = sharing.get(asking.clickhouse) ?? shareNext<Standing>();
  sharing.set(asking.clickhouse, sharer);
  const { shopId, timeZone, currency } = asking.shop;
  return sharer(JSON.stringify([shopId, timeZone, currency, until]), () => ask(asking, until));
}

interface Row {
  readonly place: 'documents' | 'persons' | 'overrides';
  readonly currency_code: string;
  readonly is_own: number;
  readonly orders: string;
  readonly first_day: string;
  readonly last_day: string;
  readonly marked: string;
  readonly versions: string;
  /** Days of another currency since 1970, and documents on each. */
  readonly foreign: readonly [readonly string[] | readonly number[], readonly string[]];
}

async function ask({ clickhouse, shop }: Asking, until: string): Promise<Standing> {
  const rows = await clickhouse.query<Row>({
    sql: currenciesSql(shop.timeZone),
    shopId: shop.shopId,
    params: { currency: shop.currency, until },
  });
  const own = rows.find((row) => row.is_own === 1 && Number(row.orders) > 0);
  return {
    span: { orders_from: own?.first_day ?? null, orders_to: own?.last_day ?? null },
    orders: Number(own?.orders ?? 0),
    others: rows.flatMap(({ currency_code: currency, foreign: [days, documents] }) =>
      days.map((day, n) => ({ currency, day: dayNumbered(Number(day)), documents: Number(documents[n]) })),
    ),
    mark: rows.map((row) => `${row.place} ${row.currency_code} ${row.marked} ${row.versions}`).join(),
  };
}

const dayNumbered = (days: number): string => addDays('1970-01-01', days);

/** Orders are read once, for all the answers. */
const ordersSql = (scope: Scope): string => `SELECT 'documents' AS place, currency AS currency_code,
  ${foreign(orderSource.day(scope))} AS found,
  count() AS counted, min(${paidAt}) AS first, max(${paidAt}) AS last, ${marks(orderSource.day(scope))}
FROM orders WHERE ${inShop} AND is_paid = 1
GROUP BY currency_code`;

/** Documents of another currency by day. */
const foreign = (day: string): string =>
  `sumMapIf([toUInt16(${day})], [toUInt64(1)], currency != {currency:String})`;

const epoch = "toDateTime64(0, 3, 'UTC')";

/** What counts on days up to `until`: how many rows, and the sum of their versions. */
const marks = (day: string, version = 'version'): string =>
  `countIf(${day} <= {until:Date}) AS marked, sumIf(${version}, ${day} <= {until:Date}) AS versions`;

interface Documents {
  readonly table: string;
  readonly where: string;
  readonly day: string;
}

const restSql = ({ table, where, day }: Documents): string => `SELECT 'documents' AS place,
  currency AS currency_code, ${foreign(day)} AS found,
  toUInt64(0) AS counted, ${epoch} AS first, ${epoch} AS last, ${marks(day)}
FROM ${table} WHERE ${inShop} AND ${where}
GROUP BY currency_code`;

const noDocuments = `'' AS currency_code, (CAST([], 'Array(UInt16)'), CAST([], 'Array(UInt64)')) AS found, toUInt64(0) AS counted, ${epoch} AS first, ${epoch} AS last`;

/** When persons were first seen, and not their versions, which every event of theirs raises. */
const personsSql = (scope: Scope): string => `SELECT 'persons' AS place, ${noDocuments},
  ${marks(dayOf('first_seen_at', scope), 'cityHash64(person_id, first_seen_at)')}
FROM persons WHERE ${inShop}`;

const overridesSql = `SELECT 'overrides' AS place, ${noDocuments}, ${overridesMark('marked')}`;

function currenciesSql(timeZone: string): string {
  const scope = scopeOf(timeZone, 'none', undefined);
  const refunds = { table: 'refunds', where: "state = 'done'", day: refundSource.day(scope) };
  const spend = { table: 'acquisition_spend', where: 'true', day: 'day' };
  return `SELECT place, toString(currency_code) AS currency_code, currency_code = {currency:String} AS is_own,
  sumMap(found.1, found.2) AS foreign, sum(counted) AS orders, sum(marked) AS marked, sum(versions) AS versions,
  toString(toDate(minIf(first, counted > 0), ${scope.zone})) AS first_day, toString(toDate(max(last), ${scope.zone})) AS last_day
FROM (
${[ordersSql(scope), restSql(refunds), restSql(spend), personsSql(scope), overridesSql].join('\nUNION ALL\n')}
) GROUP BY place, currency_code ORDER BY place, currency_code`;
}
