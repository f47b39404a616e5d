import { type InterestDimension, interestDimensions } from '../../../contract/interests.ts';
import { quote } from '../../../platform/clickhouse/literal.ts';
import type { BoundValues } from '../behaviour/bound-values.ts';
import { mayBeProfiled } from '../facts/profiled.ts';
import { customerOf, dayOf, ofCustomers, type Zoned } from '../facts/scope.ts';
import { inShop, paidAt } from '../facts/source.ts';
import { LINE_WEIGHT, LOOK_WEIGHT, NEAR_WEIGHT, nearEvents, noInterest, POINTS } from './interest-rules.ts';

/** What signs of interest are read as of a day. Everything but `zone` is a placeholder or a condition. */
export interface SignsPlan extends Zoned {
  readonly day: string;
  /** The oldest shop day whose signs are read. */
  readonly from: string;
  readonly halfLife: string;
  readonly currency: string;
  /** Ends of price bands, ascending; an empty list: there are none. */
  readonly cuts: string;
  /** Condition on `person_id`: known persons, of those asked for. */
  readonly persons: string;
  /** Condition on `order_id` that goes with it where they are few: lines lie by order. */
  readonly orders?: string;
}

/** Whose signs: of these persons, or of a window of customer numbers. */
export type Among =
  | { readonly persons: readonly number[] }
  | { readonly first: number; readonly last: number };

export interface SignsAsked {
  readonly timeZone: string;
  readonly currency: string;
  readonly asOf: string;
  readonly from: string;
  readonly halfLifeDays: number;
  readonly cuts: readonly number[];
  /** Everybody's unless told. */
  readonly among?: Among;
}

export const signsPlan = (it: SignsAsked, bound: BoundValues): SignsPlan => ({
  zone: quote(it.timeZone),
  day: bound.bind(it.asOf, 'Date'),
  from: bound.bind(it.from, 'Date'),
  halfLife: bound.bind(it.halfLifeDays, 'Float64'),
  currency: bound.bind(it.currency, 'String'),
  cuts: bound.bind(it.cuts, 'Array(Float64)'),
  ...amongSql(it.among, bound),
});

function amongSql(among: Among | undefined, bound: BoundValues): Pick<SignsPlan, 'persons' | 'orders'> {
  if (among === undefined) return { persons: 'person_id != 0' };
  if ('first' in among)
    return { persons: ofCustomers(bound.bind(among.first, 'UInt32'), bound.bind(among.last, 'UInt32')) };
  const persons = `person_id IN ${bound.bind(among.persons, 'Array(UInt32)')}`;
  return {
    persons,
    orders: `order_id GLOBAL IN (SELECT order_id FROM orders WHERE ${inShop} AND ${persons} SETTINGS final = 0)`,
  };
}

/** One table of signs: SQL of what each row says. */
export interface Signs {
  readonly table: string;
  readonly from: string;
  readonly where: string;
  /** Keys of the category and the brand (`keyOfText`). */
  readonly category: string;
  readonly brand: string;
  /** Columns of texts that are the table's own. */
  readonly own: readonly string[];
  /** Unit price in minor units; null: not known. */
  readonly price: string;
  /** Category of the second level with the one above it. */
  readonly need: string;
  /** What it is called: categories and title. */
  readonly words: string;
  readonly hour: string;
  /** Decayed weight, in millionths. */
  readonly points: string;
  readonly source: string;
  /** In days. */
  readonly age: string;
}

const known = (column: string): string => `ifNull(${column}, '')`;
const knownKey = (column: string): string => `ifNull(${column}, 0)`;

/**
 * A value as a number: a text by its hash, a number by the one behind it; 0: nothing is known. Rows are put together by numbers in
 * a third of the time that texts take, which would be carried through every step.
 */
const keyOfText = (text: string): string => `if(${text} = '', 0, cityHash64(${text}))`;
const keyOfNumber = (number: string): string => `(toUInt64(${number}) + 1)`;

const ofProducts = ({ currency }: SignsPlan): string => `GLOBAL ANY LEFT JOIN (
  SELECT product_id, ${keyOfText('brand')} AS product_brand, ${keyOfText('category_1')} AS product_category,
    if(category_2 = '', toString(category_1), concat(category_1, ' > ', category_2)) AS product_need,
    concatWithSeparator(' ', category_1, category_2, category_3, category_4, title) AS product_words,
    if(currency IN ('', ${currency}), price_minor, NULL) AS product_price
  FROM products WHERE ${inShop}) AS product USING (product_id)`;

function timed(instant: string, at: SignsPlan) {
  const day = dayOf(instant, at);
  return {
    when: `${day} BETWEEN ${at.from} AND ${at.day}`,
    hour: `toHour(${instant}, ${at.zone})`,
    age: `(${at.day} - ${day})`,
    points: (weight: string) =>
      `toInt64(round(${weight} * ${POINTS} * exp2(-(${at.day} - ${day}) / ${at.halfLife})))`,
  };
}

/** Lines of a few persons are found by their orders first (people/habits.ts). */
const ofBuyers = ({ persons, orders }: SignsPlan): string =>
  orders === undefined ? persons : `${persons} AND ${orders}`;

function lineSigns(at: SignsPlan): Signs {
  const { when, hour, age, points } = timed(paidAt, at);
  return {
    table: 'order_lines',
    from: `order_lines ${ofProducts(at)}`,
    where: `${inShop} AND is_paid = 1 AND currency = ${at.currency} AND ${ofBuyers(at)} AND ${when}`,
    category: knownKey('product_category'),
    brand: knownKey('product_brand'),
    own: ['channel'],
    price: '(amount_minor + discount_minor) / greatest(quantity, 1)',
    ...{ need: known('product_need'), words: known('product_words') },
    ...{ hour, age, points: points(String(LINE_WEIGHT)), source: quote('purchase') },
  };
}

const listed = (names: readonly string[]): string => `(${names.map(quote).join(', ')})`;

function eventSigns(at: SignsPlan): Signs {
  const { when, hour, age, points } = timed('corrected_time', at);
  const isNear = `name IN ${listed(nearEvents)}`;
  return {
    table: 'events',
    from: `events ${ofProducts(at)}`,
    where: `${inShop} AND ${at.persons} AND (product_id != 0 OR category != '')
    AND NOT startsWith(name, 'Order ') AND name NOT IN ${listed(noInterest)} AND ${when}`,
    category: `if(category != '', cityHash64(category), ${knownKey('product_category')})`,
    brand: knownKey('product_brand'),
    own: ['category', 'channel'],
    price: 'product_price',
    need: `if(${known('product_need')} != '', product_need, toString(category))`,
    words: `concat(category, ' ', ${known('product_words')})`,
    ...{ hour, age, points: points(`if(${isNear}, ${NEAR_WEIGHT}, ${LOOK_WEIGHT})`) },
    source: `if(${isNear}, 'near', 'look')`,
  };
}

/** Both tables of signs. */
export const signsOf = (at: SignsPlan): readonly Signs[] => [lineSigns(at), eventSigns(at)];

/** SQL of the band of a price, as a key; 0 where it, or any band, is not known. */
const bandOf = (price: string, { cuts }: SignsPlan): string =>
  `if(isNull(${price}) OR empty(${cuts}), 0, ${keyOfNumber(`1 + arrayCount(cut -> ${price} > cut, ${cuts})`)})`;

/** SQL: the band of a price is known; it is this one or one below. */
export const hasBand = (price: string, { cuts }: SignsPlan): string =>
  `(isNotNull(${price}) AND notEmpty(${cuts}))`;
export const bandUpTo = (price: string, band: number, at: SignsPlan): string =>
  `(${hasBand(price, at)} AND (length(${at.cuts}) < ${band} OR ${price} <= ${at.cuts}[${band}]))`;

/** Hours as they are shown, or in eight parts of the day: somebody of nine is near to somebody of ten. */
export type Hours = 'hour' | 'part';

/** One row, how many customers have any sign: whom rules over signs look at. */
export function signedSql(at: SignsPlan): string {
  const persons = signsOf(at).map((it) => `SELECT DISTINCT person_id FROM ${it.table} WHERE ${it.where}`);
  return `SELECT uniqExact(customer_id) AS customers
FROM (SELECT ${customerOf('person_id')} AS customer_id FROM (${persons.join('\nUNION ALL\n')}))
WHERE ${mayBeProfiled('customer_id')}`;
}

/** As many numbers have a key: the hours of a day, and more than there are bands. */
const NUMBERS = 24;

/** What keys stand for: key, value (text) and `place`, its place among all texts, by which of two alike the first is named. */
export function keysSql(at: SignsPlan): string {
  const own = signsOf(at).map(
    (it) => `SELECT arrayJoin([${it.own.map((column) => `toString(${column})`).join(', ')}]) AS value
    FROM (SELECT DISTINCT ${it.own.join(', ')} FROM ${it.table} WHERE ${it.where})`,
  );
  const ofProduct = `SELECT arrayJoin([toString(brand), toString(category_1)]) AS value FROM products WHERE ${inShop}`;
  return `SELECT key, value, toUInt32(row_number() OVER (ORDER BY value, key)) AS place FROM (
  SELECT ${keyOfNumber('number')} AS key, toString(number) AS value FROM (SELECT arrayJoin(range(${NUMBERS})) AS number)
  UNION ALL
  SELECT DISTINCT ${keyOfText('value')} AS key, value FROM (${[ofProduct, ...own].join('\nUNION ALL\n')}) WHERE value != ''
)`;
}

/**
 * Scores of each customer by keys: customer_id, dimension (its number from 1), key, score (millionths), acts. Each table is cut
 * down by person where it lies; only those rows meet, because persons of one customer lie on different shards.
 */
export function keyedSql(at: SignsPlan, hours: Hours = 'hour'): string {
  const hourOf = (hour: string) => (hours === 'hour' ? hour : `intDiv(${hour}, 3)`);
  const branches = signsOf(at).map((it) => {
    const keys: Record<InterestDimension, string> = {
      ...{ category: it.category, brand: it.brand, price: bandOf(it.price, at) },
      ...{ hour: keyOfNumber(hourOf(it.hour)), channel: keyOfText('channel') },
    };
    const each = interestDimensions.map((dimension, n) => `(${n + 1}, ${keys[dimension]})`);
    return `SELECT person_id, toUInt8(one.1) AS dimension, one.2 AS key, sum(points) AS score, count() AS acts
  FROM (SELECT person_id, ${it.points} AS points, arrayJoin([${each.join(', ')}]) AS one FROM ${it.from} WHERE ${it.where})
  WHERE key != 0 GROUP BY person_id, dimension, key`;
  });
  return `SELECT ${customerOf('person_id')} AS customer_id, dimension, key, sum(score) AS score, sum(acts) AS acts
FROM (${branches.join('\nUNION ALL\n')}) GROUP BY customer_id, dimension, key`;
}

/** SQL of what a dimension is called, given its number. */
export const dimensionName = `[${interestDimensions.map(quote).join(', ')}][dimension]`;

/** The same with names: customer_id, dimension, value, score (millionths), acts. */
export const scoresSql = (
  at: SignsPlan,
  hours: Hours = 'hour',
): string => `SELECT customer_id, ${dimensionName} AS dimension,
  keys.value AS value, score, acts
FROM (${keyedSql(at, hours)}) AS keyed GLOBAL ANY LEFT JOIN (${keysSql(at)}) AS keys USING (key)`;
