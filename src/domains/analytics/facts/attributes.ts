import { type ScoreBandCode, type ScoreBands, scoreBands } from '../../../contract/score-bands.ts';
import type { SplitCode } from '../catalog/dimensions.ts';
import { groupSql } from '../rfm/group-sql.ts';
import { scoredSql } from '../rfm/score-sql.ts';
import { ofScore } from '../scores/current-scores.ts';
import { mayBeProfiled } from './profiled.ts';
import { asks, customerOf, dayOf, lastDayOf, type Scope } from './scope.ts';
import { categoryOfLine, inShop, lineSource, orderSource, paidAt } from './source.ts';
import { type Filter, passes, type Split, valueUnder } from './split.ts';

/** A dimension that belongs to the customer, not to the row: where it is read and what its value is. */
interface Attribute {
  /** SELECT of `customer_id` and the attribute's columns, one row a customer. */
  readonly relation: (scope: Scope) => string;
  /** Value for a row with `period` and `customer_id`, after the join. */
  readonly value: (scope: Scope) => string;
}

/** Of several persons of one customer the one seen last speaks; ties go to the larger number. */
const lastKnown = (column: string): string =>
  `argMaxIf(${column}, tuple(last_seen_at, person_id), ${column} != '')`;

/** Rows that may speak for a customer, and when each spoke. */
interface Witness {
  readonly from: string;
  readonly where: string;
  readonly value: string;
  readonly at: string;
}

const orderWitness = (value: string): Witness => ({
  ...{ from: 'orders', where: `person_id != 0 AND ${value} != ''` },
  ...{ value, at: 'created_at' },
});

/** Where the shop was told nothing, the last order that went somewhere tells where the customer is. */
const provinceWitnesses: readonly (readonly Witness[])[] = [
  [{ from: 'persons', where: "province != ''", value: 'province', at: 'last_seen_at' }],
  [orderWitness('province')],
];

/** Most customers of a marketplace come without a touch: their first order, or event, tells where they came in. */
const channelWitnesses: readonly (readonly Witness[])[] = [
  [
    {
      ...{ from: 'persons', where: "touched_at IS NOT NULL AND touch_channel != ''" },
      ...{ value: 'touch_channel', at: 'assumeNotNull(touched_at)' },
    },
  ],
  [orderWitness('channel')],
  // Of those whose earliest events retention dropped, the channel of the earliest was kept.
  ['events', 'first_event_channels'].map((from) => ({
    ...{ from, where: "person_id != 0 AND channel != ''", value: 'channel', at: 'corrected_time' },
  })),
];

/**
 * The word of the first kind of witness that has one: of its earliest row or its latest, of two at one instant the
 * word that sorts first or last. Each table is cut down to one row a person and word where it lies, on its shards and
 * by numbers alone; only those few rows meet, because persons of one customer lie on different shards.
 */
function firstToSay(kinds: readonly (readonly Witness[])[], pick: Pick): Attribute {
  return {
    relation:
      () => `SELECT ${customerOf('person_id')} AS customer_id, ${best(pick)}(tuple(rank, said, word)).3 AS attribute
FROM (
${wordsSaid(kinds, pick).join('\nUNION ALL\n')}
) GROUP BY customer_id`,
    value: () => "ifNull(attribute, '')",
  };
}

/** Which of several rows speaks. */
type Pick = 'earliest' | 'latest';

const best = (pick: Pick): 'min' | 'max' => (pick === 'earliest' ? 'min' : 'max');

/** A SELECT of person_id, word, rank (UInt8), said for each kind of witness. */
function wordsSaid(kinds: readonly (readonly Witness[])[], pick: Pick): string[] {
  const rank = (at: number) => (pick === 'earliest' ? at : kinds.length - at);
  return kinds.flatMap((witnesses, n) =>
    witnesses.map(
      ({ from, where, value, at }) =>
        `SELECT person_id, toString(${value}) AS word, toUInt8(${rank(n)}) AS rank, ${best(pick)}(${at}) AS said FROM ${from} WHERE ${inShop} AND ${where} GROUP BY person_id, word`,
    ),
  );
}

/** What is said of persons' provinces: of a customer the greatest tuple(rank, said, word) has the word. */
export const provinceWords = (): string[] => wordsSaid(provinceWitnesses, 'latest');

/** What is said of where persons came in: of a customer the smallest tuple(rank, said, word) has the word. */
export const channelWords = (): string[] => wordsSaid(channelWitnesses, 'earliest');

/** The earliest touch of any person of the customer. */
const earliestTouch = (column: string): string =>
  `argMinIf(${column}, tuple(assumeNotNull(touched_at), person_id), touched_at IS NOT NULL)`;

const ofPersons = (sql: string): Attribute => ({
  relation: () =>
    `SELECT ${customerOf('person_id')} AS customer_id, toString(${sql}) AS attribute FROM persons WHERE ${inShop} GROUP BY customer_id`,
  value: () => "ifNull(attribute, '')",
});

/** Day of each customer's first paid order, over all time up to the end of the scope. */
export const firstPaidDay = (
  scope: Scope,
): string => `SELECT ${customerOf('person_id')} AS customer_id, min(day) AS first_day
FROM (
  SELECT person_id, min(${orderSource.day(scope)}) AS day FROM orders
  WHERE ${orderSource.where} AND person_id != 0 AND ${orderSource.day(scope)} <= ${scope.to} GROUP BY person_id
) GROUP BY customer_id`;

/**
 * The same of rows by day that any week or month may later be made of: the first day itself, where it lies within the
 * calendar week or month of the row's own day, and the word where no such period can make it another.
 */
const firstDayOrWord = `multiIf(
    customer_id = 0, 'guest',
    isNull(first_day) OR first_day > greatest(toLastDayOfMonth(period), toStartOfWeek(period, 1) + 6), 'none',
    first_day < least(toStartOfMonth(period), toStartOfWeek(period, 1)), 'returning',
    toString(first_day))`;

const newOrReturning: Attribute = {
  relation: firstPaidDay,
  value: (scope) =>
    scope.isOpen
      ? firstDayOrWord
      : `multiIf(
    customer_id = 0, 'guest',
    isNull(first_day) OR first_day > ${lastDayOf('period', scope)}, 'none',
    first_day >= greatest(period, ${scope.from}), 'new',
    'returning')`,
};

/** As of the last day of the scope. Parameters: the cuts of scores and high_r, high_f, high_m (rfm/read-scale.ts). */
const rfmGroup: Attribute = {
  relation: (scope) =>
    `SELECT customer_id, ${groupSql} AS attribute FROM (${scoredSql({ zone: scope.zone, until: scope.to }, 'thresholds')})`,
  value: () => "ifNull(attribute, '')",
};

/** As of the last day of the scope. Parameters: `scoreParams` under the name of the score (`nameOfScore`). */
const bandOf = ({ score, bands }: ScoreBands): Attribute => {
  const words = bands.slice(1).toReversed();
  const cut = words.map(({ value, from }) => `value >= ${from}, '${value}'`).join(', ');
  return {
    relation: () =>
      `SELECT customer_id, multiIf(${cut}, '${bands[0]!.value}') AS attribute FROM scores WHERE ${ofScore(nameOfScore(score))} AND ${mayBeProfiled('customer_id')}`,
    value: () => "ifNull(attribute, '')",
  };
};

/** What the parameters of a score are called. */
export const nameOfScore = (code: string): string => code.replaceAll('-', '_');

const bandAttributes = Object.fromEntries(scoreBands.map((it) => [it.code, bandOf(it)])) as Readonly<
  Record<ScoreBandCode, Attribute>
>;

/** Of a person: the root category of the dearest line of their earliest paid order that has lines; ties by its name. */
const firstCategory: Attribute = {
  relation: (scope) => `SELECT ${customerOf('person_id')} AS customer_id, argMin(category, place) AS attribute
FROM (
  SELECT person_id, min(tuple(${paidAt}, order_id, -amount_minor, ${categoryOfLine})) AS place, place.4 AS category
  FROM ${lineSource.from}
  WHERE ${lineSource.where} AND person_id != 0 AND ${lineSource.day(scope)} <= ${scope.to}
  GROUP BY person_id
) GROUP BY customer_id`,
  value: () => "ifNull(attribute, '')",
};

/** Each buyer's first category, up to the end of the scope: customer_id, attribute; nobody else. */
export const firstCategories = (scope: Scope): string => firstCategory.relation(scope);

const attributes = {
  tier: ofPersons(lastKnown('tier')),
  'first-touch': ofPersons(earliestTouch('touch_source')),
  'first-category': firstCategory,
  'first-channel': firstToSay(channelWitnesses, 'earliest'),
  province: firstToSay(provinceWitnesses, 'latest'),
  'new-returning': newOrReturning,
  'rfm-group': rfmGroup,
  ...bandAttributes,
} as const;

export type AttributeName = keyof typeof attributes;

/** SELECT of `customer_id` and `attribute`, one row a customer: what belongs to the customer whatever is counted. */
export const attributeOf = (name: AttributeName, scope: Scope): string => attributes[name].relation(scope);

/** Which dimensions of a fact belong to the customer. */
export type AttributeNames = Partial<Record<SplitCode, AttributeName>>;

/** What belongs to a customer as of the last day of the scope, whatever is counted. */
export const standingAttributes: AttributeNames = {
  'rfm-group': 'rfm-group',
  ...Object.fromEntries(scoreBands.map(({ code }) => [code, code])),
};

/** Attributes by which facts that sum orders and refunds are split. */
export const buyerAttributes: AttributeNames = {
  tier: 'tier',
  'first-touch': 'first-touch',
  'new-returning': 'new-returning',
  ...standingAttributes,
};

/** Whether a customer's attribute is asked for. */
export const asksAttributes = (scope: Scope, names: AttributeNames): boolean =>
  asks(scope, Object.keys(names) as SplitCode[]);

/** Campaign of each customer's first touch: customer_id, campaign; '' where it names none. */
export const firstCampaigns = (): string =>
  `SELECT ${customerOf('person_id')} AS customer_id, toString(${earliestTouch('touch_campaign')}) AS campaign
FROM persons WHERE ${inShop} GROUP BY customer_id`;

interface Wearing {
  readonly scope: Scope;
  /** The fact's own columns, besides period, dimension and customer_id. */
  readonly columns: readonly string[];
}

/**
 * `inner` (period, dimension, customer_id, columns) with what belongs to the customer put into its `dimension`, and
 * only the customers who pass the filters. A customer has one value of each, so that no row becomes two.
 */
export function withAttributes(inner: string, names: AttributeNames, at: Wearing): string {
  const { splits, filters } = at.scope;
  const asked = [...new Set([...splits, ...filters].map(({ code }) => code))].filter((it) => names[it]);
  if (asked.length === 0) return inner;
  if (asked.length === 1 && splits.length === 1 && filters.length === 0 && splits[0]!.kept === undefined)
    return withAttribute(inner, names[asked[0]!]!, at);
  return dressed(worn(inner, { asked, names, at }), { splits, filters, asked, columns: at.columns });
}

/** `inner` with the attribute as its `dimension`. */
function withAttribute(inner: string, name: AttributeName, at: Wearing): string {
  const { relation, value } = attributes[name];
  const columns = ['customer_id', ...at.columns].map((column) => `, ${column}`).join('');
  return `SELECT period, ${value(at.scope)} AS dimension${columns}
FROM (${inner}) AS counted
GLOBAL ANY LEFT JOIN (${relation(at.scope)}) AS known USING (customer_id)`;
}

interface Asked {
  readonly asked: readonly SplitCode[];
  readonly names: AttributeNames;
  readonly at: Wearing;
}

/** One join an attribute: columns period, own_dimension, customer_id, worn_0 ... and the fact's own. */
function worn(inner: string, { asked, names, at }: Asked): string {
  const kept = ['customer_id', ...at.columns].map((column) => `, ${column}`).join('');
  const bare = `SELECT period, dimension AS own_dimension${kept} FROM (${inner})`;
  return asked.reduce((sql, code, n) => {
    const { relation, value } = attributes[names[code]!];
    const before = asked.slice(0, n).map((_, place) => `, worn_${place}`);
    return `SELECT period, own_dimension${kept}${before.join('')}, ${value(at.scope)} AS worn_${n}
FROM (${sql}) AS counted
GLOBAL ANY LEFT JOIN (${relation(at.scope)}) AS known USING (customer_id)`;
  }, bare);
}

interface Dressing {
  readonly splits: readonly Split[];
  readonly filters: readonly Filter[];
  readonly asked: readonly SplitCode[];
  readonly columns: readonly string[];
}

function dressed(inner: string, { splits, filters, asked, columns }: Dressing): string {
  const wornBy = (code: SplitCode) => (asked.includes(code) ? `worn_${asked.indexOf(code)}` : undefined);
  const values = splits.map((split, n) => {
    const own = splits.length > 1 ? `own_dimension[${n + 1}]` : 'own_dimension';
    const mine = wornBy(split.code);
    return mine === undefined ? own : `CAST(${valueUnder(mine, split)} AS String)`;
  });
  const dimension = values.length > 1 ? `[${values.join(', ')}]` : (values[0] ?? "''");
  const conditions = filters.flatMap((it) => (wornBy(it.code) ? [passes(wornBy(it.code)!, it)] : []));
  const kept = ['customer_id', ...columns].map((column) => `, ${column}`).join('');
  return `SELECT period, ${dimension} AS dimension${kept}
FROM (${inner})${conditions.length > 0 ? `\nWHERE ${conditions.join(' AND ')}` : ''}`;
}

/** Shop day of an instant column of persons. */
export const firstSeenDay = (scope: Scope): string => dayOf('min(first_seen_at)', scope);
