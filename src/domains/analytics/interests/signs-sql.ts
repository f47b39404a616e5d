import { quote } from '../../../platform/clickhouse/literal.ts';
import type { BoundValues } from '../behaviour/bound-values.ts';
import { customerOf, dayOf, type Zoned } from '../facts/scope.ts';
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
  /** Array of persons: only theirs; everybody's unless told. */
  readonly persons?: string;
}

export interface SignsAsked {
  readonly timeZone: string;
  readonly currency: string;
  readonly asOf: string;
  readonly from: string;
  readonly halfLifeDays: number;
  readonly cuts: readonly number[];
  readonly persons?: readonly number[];
}

export const signsPlan = (it: SignsAsked, bound: BoundValues): SignsPlan => ({
  zone: quote(it.timeZone),
  day: bound.bind(it.asOf, 'Date'),
  from: bound.bind(it.from, 'Date'),
  halfLife: bound.bind(it.halfLifeDays, 'Float64'),
  currency: bound.bind(it.currency, 'String'),
  cuts: bound.bind(it.cuts, 'Array(Float64)'),
  ...(it.persons && { persons: bound.bind(it.persons, 'Array(UInt32)') }),
});

/** One table of signs: SQL of what each row says. */
export interface Signs {
  readonly table: string;
  readonly from: string;
  readonly where: string;
  readonly category: string;
  readonly brand: string;
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

const ofProducts = ({ currency }: SignsPlan): string => `GLOBAL ANY LEFT JOIN (
  SELECT product_id, toString(brand) AS product_brand, toString(category_1) AS product_category,
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

const ofPersons = ({ persons }: SignsPlan): string =>
  persons === undefined ? '' : ` AND person_id IN ${persons}`;

/** Lines lie by order: those of one person are found by their orders first (people/habits.ts). */
const ofOrders = ({ persons }: SignsPlan): string =>
  persons === undefined
    ? ''
    : ` AND order_id GLOBAL IN (SELECT order_id FROM orders WHERE ${inShop} AND person_id IN ${persons} SETTINGS final = 0)`;

function lineSigns(at: SignsPlan): Signs {
  const { when, hour, age, points } = timed(paidAt, at);
  return {
    table: 'order_lines',
    from: `order_lines ${ofProducts(at)}`,
    where: `${inShop} AND is_paid = 1 AND currency = ${at.currency} AND person_id != 0${ofPersons(at)}${ofOrders(at)} AND ${when}`,
    category: known('product_category'),
    brand: known('product_brand'),
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
    where: `${inShop} AND person_id != 0${ofPersons(at)} AND (product_id != 0 OR category != '')
    AND NOT startsWith(name, 'Order ') AND name NOT IN ${listed(noInterest)} AND ${when}`,
    category: `if(category != '', toString(category), ${known('product_category')})`,
    brand: known('product_brand'),
    price: 'product_price',
    need: `if(${known('product_need')} != '', product_need, toString(category))`,
    words: `concat(category, ' ', ${known('product_words')})`,
    ...{ hour, age, points: points(`if(${isNear}, ${NEAR_WEIGHT}, ${LOOK_WEIGHT})`) },
    source: `if(${isNear}, 'near', 'look')`,
  };
}

/** Both tables of signs. */
export const signsOf = (at: SignsPlan): readonly Signs[] => [lineSigns(at), eventSigns(at)];

/** SQL of the band of a price: '' where it, or any band, is not known. */
const bandOf = (price: string, { cuts }: SignsPlan): string =>
  `if(isNull(${price}) OR empty(${cuts}), '', toString(1 + arrayCount(cut -> ${price} > cut, ${cuts})))`;

/** SQL: the band of a price is known; it is this one or one below. As `bandOf` has it, with no text made for each sign. */
export const hasBand = (price: string, { cuts }: SignsPlan): string =>
  `(isNotNull(${price}) AND notEmpty(${cuts}))`;
export const bandUpTo = (price: string, band: number, at: SignsPlan): string =>
  `(${hasBand(price, at)} AND (length(${at.cuts}) < ${band} OR ${price} <= ${at.cuts}[${band}]))`;

/** Hours as they are shown, or in eight parts of the day: somebody of nine is near to somebody of ten. */
export type Hours = 'hour' | 'part';

/**
 * Scores of each customer: customer_id, dimension, value, score (millionths), acts. Each table is cut down by person
 * where it lies; only those rows meet, because persons of one customer lie on different shards.
 */
export function scoresSql(at: SignsPlan, hours: Hours = 'hour'): string {
  const hourOf = (hour: string) => (hours === 'hour' ? hour : `intDiv(${hour}, 3)`);
  const branches = signsOf(at).map(
    (it) => `SELECT person_id, arrayJoin([('category', ${it.category}), ('brand', ${it.brand}),
    ('price', ${bandOf(it.price, at)}), ('hour', toString(${hourOf(it.hour)})), ('channel', toString(channel))]) AS one,
    sum(${it.points}) AS score, count() AS acts
  FROM ${it.from} WHERE ${it.where} GROUP BY person_id, one HAVING one.2 != ''`,
  );
  return `SELECT ${customerOf('person_id')} AS customer_id, one.1 AS dimension, one.2 AS value, sum(score) AS score, sum(acts) AS acts
FROM (${branches.join('\nUNION ALL\n')}) GROUP BY customer_id, dimension, value`;
}
