import type { PeopleFilter } from '../../../contract/people.ts';
import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import { mayBeProfiled } from '../facts/profiled.ts';
import { customerOf, dayOf, type Zoned } from '../facts/scope.ts';
import { inShop, lineSource, orderSource, paidAt, type Source } from '../facts/source.ts';
import { consentParams, consentSql } from './consent-sql.ts';
import { inBuild } from './use-people.ts';

/** Everything a list or count is narrowed by. */
export interface PeopleNarrowing {
  readonly filter: PeopleFilter;
  /** Number of the tag of the filter, as the mirror wrote it. */
  readonly tagNumber?: string | undefined;
  /** Only these customers, such as a search found; everybody unless told. */
  readonly customerIds?: readonly number[] | undefined;
  /** For tags that run out. */
  readonly now: Date;
}

const dayIn = (column: string, name: string, sign: '>=' | '<=') =>
  `orders > 0 AND ${column} ${sign} {${name}:Date}`;

/** Conditions on a row of `people`, by the name of the filter, which is also the parameter's. */
const conditions: Partial<Record<keyof PeopleFilter, string>> = {
  rfm_group: 'rfm_group = {rfm_group:String}',
  r: 'r = {r:UInt8}',
  f: 'f = {f:UInt8}',
  m: 'm = {m:UInt8}',
  quadrant: 'quadrant = {quadrant:String}',
  stage: 'stage = {stage:String}',
  province: 'province = {province:String}',
  channel: 'channel = {channel:String}',
  tier: 'tier = {tier:String}',
  first_touch: 'first_touch = {first_touch:String}',
  bought: "(orders > 0) = ({bought:String} = 'yes')",
  orders_from: 'orders >= {orders_from:Int64}',
  orders_to: 'orders <= {orders_to:Int64}',
  spend_from: 'net_minor >= {spend_from:Int64}',
  spend_to: 'net_minor <= {spend_to:Int64}',
  last_order_from: dayIn('last_day', 'last_order_from', '>='),
  last_order_to: dayIn('last_day', 'last_order_to', '<='),
  first_order_from: dayIn('first_day', 'first_order_from', '>='),
  first_order_to: dayIn('first_day', 'first_order_to', '<='),
};

/** Filters that say something about a person which profiling made: whoever objected to it is in no such list. */
const byScore: readonly (keyof PeopleFilter)[] = ['rfm_group', 'r', 'f', 'm', 'quadrant', 'stage'];

const asksScores = (filter: PeopleFilter): boolean => byScore.some((name) => filter[name] !== undefined);

/** WHERE of the people asked for. Whoever must not be listed by score is still in it: see `listed`. */
export function whereSql({ filter, tagNumber, customerIds }: PeopleNarrowing, zoned: Zoned): string {
  const plain = Object.entries(conditions)
    .filter(([name]) => filter[name as keyof PeopleFilter] !== undefined)
    .map(([, sql]) => sql);
  return [
    ...[inBuild, ...plain, ...seen(filter, zoned), ...ordered(filter, zoned)],
    ...(filter.tag === undefined ? [] : [tagged(tagNumber)]),
    ...(filter.consent === undefined ? [] : [consentSql(filter.consent)]),
    ...(customerIds === undefined ? [] : ['has({customer_ids:Array(UInt32)}, customer_id)']),
  ].join(' AND ');
}

/** Condition: may stand in the list. Asked of the mirror itself: an objection holds at once, not at the next build. */
export const listed = (filter: PeopleFilter): string =>
  asksScores(filter) ? mayBeProfiled('customer_id') : 'true';

export const narrowingParams = ({
  filter,
  tagNumber,
  customerIds,
  now,
}: PeopleNarrowing): Record<string, Param> => ({
  ...(Object.fromEntries(
    Object.entries(filter).filter(([name, value]) => name !== 'as_of' && value !== undefined),
  ) as Record<string, Param>),
  ...(tagNumber !== undefined && { tag_number: tagNumber }),
  ...(customerIds !== undefined && { customer_ids: customerIds }),
  ...(filter.consent !== undefined && consentParams(filter.consent)),
  tagged_at: now.toISOString().slice(0, 19).replace('T', ' '),
});

const seen = ({ first_seen_from, first_seen_to }: PeopleFilter, zoned: Zoned): string[] => [
  ...(first_seen_from === undefined ? [] : [`${dayOf('first_seen', zoned)} >= {first_seen_from:Date}`]),
  ...(first_seen_to === undefined ? [] : [`${dayOf('first_seen', zoned)} <= {first_seen_to:Date}`]),
];

/** A tag nobody ever had has a number too, and no people. */
const tagged = (tagNumber: string | undefined): string =>
  tagNumber === undefined
    ? 'false'
    : `customer_id GLOBAL IN (
    SELECT ${customerOf('person_id')} FROM persons WHERE ${inShop} AND has(tags, {tag_number:Int64})
      AND arrayExists((tag, until) -> tag = {tag_number:Int64} AND until > {tagged_at:DateTime('UTC')}, tags, tag_ends))`;

const orderedBy: readonly (keyof PeopleFilter)[] = [
  ...(['ordered_from', 'ordered_to', 'ordered_channel', 'ordered_province', 'ordered_category'] as const),
];

/** One paid order must meet all of them: on those days, on that channel, to that province, with that category. */
function ordered(filter: PeopleFilter, zoned: Zoned): string[] {
  if (orderedBy.every((name) => filter[name] === undefined)) return [];
  const source: Source = filter.ordered_category === undefined ? orderSource : lineSource;
  const day = dayOf(paidAt, zoned);
  const wanted = [
    ...(filter.ordered_from === undefined ? [] : [`${day} >= {ordered_from:Date}`]),
    ...(filter.ordered_to === undefined ? [] : [`${day} <= {ordered_to:Date}`]),
    ...(filter.ordered_channel === undefined ? [] : [`${source.split.channel} = {ordered_channel:String}`]),
    ...(filter.ordered_province === undefined
      ? []
      : [`${source.split.province} = {ordered_province:String}`]),
    ...(filter.ordered_category === undefined
      ? []
      : [`${source.split.category} = {ordered_category:String}`]),
  ];
  const where = [source.where, 'person_id != 0', ...wanted].join(' AND ');
  return [
    `customer_id GLOBAL IN (SELECT DISTINCT ${customerOf('person_id')} FROM ${source.from} WHERE ${where})`,
  ];
}
