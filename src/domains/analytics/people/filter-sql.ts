import type { PeopleFilter } from '../../../contract/people.ts';
import { profilingFilters } from '../../../contract/profiling-filters.ts';
import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import { holdoutParams, inHoldoutSql } from '../../compliance/index.ts';
import type { PeopleView } from '../../customers/index.ts';
import { behindItem, itemParam } from '../affinity/behind-item.ts';
import type { SelectedPeople } from '../behaviour/selected-people.ts';
import { behindCell, cellParams } from '../cohorts/behind-cell.ts';
import { firstCategories } from '../facts/attributes.ts';
import { mayBeProfiled } from '../facts/profiled.ts';
import { customerOf, dayOf, type Zoned } from '../facts/scope.ts';
import { inShop, lineSource, orderSource, paidAt, type Source } from '../facts/source.ts';
import { ofScore, scoreParams } from '../scores/current-scores.ts';
import { consentParams, consentSql } from './consent-sql.ts';
import type { ScoreRange } from './score-ranges.ts';
import { inBuild } from './use-people.ts';

/** Everything a list or count is narrowed by. */
export interface PeopleNarrowing {
  readonly filter: PeopleFilter;
  /** Number of the tag of the filter, as the mirror wrote it. */
  readonly tagNumber?: string | undefined;
  /** What `behaviour` of the filter comes to. */
  readonly behaviour?: SelectedPeople | undefined;
  /** What `segment` of the filter comes to; without it nobody is meant. */
  readonly selected?: SelectedPeople | undefined;
  /** Only these customers, such as a search found; everybody unless told. */
  readonly customerIds?: readonly number[] | undefined;
  readonly heldOut?: PeopleView['heldOut'];
  /** Ranges of scores of the filter, each with the run it is read of; without one, nobody has it. */
  readonly ranges?: readonly ScoreRange[] | undefined;
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

const profiles = (filter: PeopleFilter): boolean =>
  profilingFilters.some((name) => filter[name] !== undefined);

/** Whether a filter asks nothing but what stands in a build, which never changes: what it finds may be remembered. */
export const isOfBuild = (filter: PeopleFilter): boolean =>
  Object.entries(filter).every(
    ([name, value]) =>
      value === undefined || name === 'as_of' || name in conditions || name.startsWith('first_seen_'),
  );

/** Whether a question of it is a lookup and no analysis: a look at each row of the build, and of persons or a run of scores at most. */
export const isLookup = (filter: PeopleFilter): boolean =>
  isOfBuild({ ...filter, tag: undefined, score: undefined });

const items = ['bought_item', 'not_bought_item'] as const;

/** WHERE of the people asked for; the day of their build is bound as `{as_of:Date}`. Whoever must not be listed by score is still in it: see `listed`. */
export function whereSql(
  { filter, tagNumber, behaviour, selected, customerIds, heldOut, ranges = [] }: PeopleNarrowing,
  zoned: Zoned,
): string {
  const plain = Object.entries(conditions)
    .filter(([name]) => filter[name as keyof PeopleFilter] !== undefined)
    .map(([, sql]) => sql);
  return [
    ...[inBuild, ...plain, ...seen(filter, zoned), ...ordered(filter, zoned)],
    ...(filter.tag === undefined ? [] : [tagged(tagNumber)]),
    ...ranges.map(scoredBetween),
    ...(filter.consent === undefined ? [] : [consentSql(filter.consent)]),
    ...(filter.cohort === undefined ? [] : [behindCell(filter.cohort, zoned)]),
    ...items.flatMap((name) => (filter[name] === undefined ? [] : [behindItem(name, filter[name], zoned)])),
    ...(filter.first_category === undefined ? [] : [beganWith(filter.first_category, zoned)]),
    ...(behaviour === undefined ? [] : [`customer_id GLOBAL IN (${behaviour.sql})`]),
    ...(filter.segment === undefined ? [] : [inSegment(selected)]),
    ...(customerIds === undefined ? [] : ['has({customer_ids:Array(UInt32)}, customer_id)']),
    ...(heldOut === undefined ? [] : [`${heldOut.only ? '' : 'NOT '}(${inHoldoutSql('customer_id')})`]),
  ].join(' AND ');
}

/** Condition: may stand in the list. Asked of the mirror itself: an objection holds at once, not at the next build. */
export const listed = (filter: PeopleFilter): string =>
  profiles(filter) ? mayBeProfiled('customer_id') : 'true';

export const narrowingParams = ({
  filter,
  tagNumber,
  behaviour,
  selected,
  customerIds,
  heldOut,
  ranges = [],
  now,
}: PeopleNarrowing): Record<string, Param> => ({
  ...(Object.fromEntries(
    Object.entries(filter).filter(
      ([name, value]) => name !== 'as_of' && name !== 'score' && name !== 'behaviour' && value !== undefined,
    ),
  ) as Record<string, Param>),
  ...Object.assign({}, ...ranges.map(rangeParams)),
  ...behaviour?.params,
  ...selected?.params,
  ...(tagNumber !== undefined && { tag_number: tagNumber }),
  ...(customerIds !== undefined && { customer_ids: customerIds }),
  ...(heldOut !== undefined && holdoutParams(heldOut.holdout)),
  ...(filter.consent !== undefined && consentParams(filter.consent)),
  ...(filter.cohort !== undefined && cellParams(filter.cohort)),
  ...Object.assign({}, ...items.map((name) => filter[name] !== undefined && itemParam(name, filter[name]))),
  tagged_at: now.toISOString().slice(0, 19).replace('T', ' '),
});

const inSegment = (selected: SelectedPeople | undefined): string =>
  selected === undefined ? 'false' : `customer_id GLOBAL IN (${selected.sql})`;

const scoredBetween = ({ current, from, to, is }: ScoreRange, n: number): string =>
  current === undefined
    ? 'false'
    : `customer_id GLOBAL IN (SELECT customer_id FROM scores WHERE ${ofScore(`score_${n}`)}${
        from === undefined ? '' : ` AND value >= {score_${n}_from:Float64}`
      }${to === undefined ? '' : ` AND value <= {score_${n}_to:Float64}`}${is === undefined ? '' : ` AND word = {score_${n}_is:String}`})`;

const rangeParams = ({ current, from, to, is }: ScoreRange, n: number): Record<string, Param> => ({
  ...(current && scoreParams(current, `score_${n}`)),
  ...(from !== undefined && { [`score_${n}_from`]: from }),
  ...(to !== undefined && { [`score_${n}_to`]: to }),
  ...(is !== undefined && { [`score_${n}_is`]: is }),
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

/** Whoever bought nothing with a category began with none. */
function beganWith(category: string, { zone }: Zoned): string {
  const day = '{as_of:Date}';
  const known = firstCategories({ zone, by: 'none', splits: [], filters: [], from: day, to: day });
  return category === ''
    ? `customer_id GLOBAL NOT IN (SELECT customer_id FROM (${known}) WHERE attribute != '')`
    : `customer_id GLOBAL IN (SELECT customer_id FROM (${known}) WHERE attribute = {first_category:String})`;
}

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
