import { channelWords, provinceWords } from '../facts/attributes.ts';
import { customerOf, dayOf } from '../facts/scope.ts';
import { numberedText, rankedText, wordOfNumbered, wordOfRanked } from '../facts/sorting-text.ts';
import { inShop, orderSource, paidAt, refundSource } from '../facts/source.ts';
import { stageSql } from '../rfm/ask-lifecycle.ts';
import { quadrants } from '../rfm/ask-quadrants.ts';
import { knownPerson, type Standing, standing } from '../rfm/buyers-sql.ts';
import { groupSql } from '../rfm/group-sql.ts';

/**
 * Every customer known by a shop day, or with a paid order by it, with all that lists and screens ask of them; the
 * columns of table `people`. Refunds of somebody who never paid count for nobody. One row a person and kind first, where the rows lie; then one grouping by customer, which
 * spills to disk when it must. Parameters: shop, slot, build, currency, as_of, the days of stages, the cuts of scores,
 * high_r, high_f, high_m, frequency_median, amount_median.
 */
export const peopleSql = (at: Standing): string => `SELECT {shop:UInt32} AS shop_id, {slot:UInt8} AS slot,
  {build:UInt64} AS build, customer_id, first_seen, last_seen, paid_orders AS orders, paid AS paid_minor,
  back AS refunded_minor, paid - back AS net_minor, first_paid, last_paid, first AS first_day, last AS last_day, r, f, m,
  ${ofBuyers(groupSql)} AS rfm_group, ${ofBuyers(quadrantSql)} AS quadrant, ${stageSql} AS stage,
  province, channel, tier, first_touch, barred
FROM (
  SELECT *, ${scoreSql('1 + arrayCount(cut -> {as_of:Date} - last <= cut, {recency_cuts:Array(Int64)})')} AS r,
    ${scoreSql('1 + arrayCount(cut -> paid_orders >= cut, {frequency_cuts:Array(Int64)})')} AS f,
    ${scoreSql('1 + arrayCount(cut -> paid - back >= cut, {monetary_cuts:Array(Int64)})')} AS m
  FROM (${customersSql(at)})
)`;

const scoreSql = (score: string): string => `toUInt8(if(paid_orders = 0, 0, ${score}))`;
const ofBuyers = (sql: string): string => `if(paid_orders = 0, '', ${sql})`;

const word = (text: string): string => `'${text}'`;

const quadrantSql = `[${quadrantWords().join(', ')}][1 + 2 * (paid_orders > {frequency_median:Float64}) + (paid - back > {amount_median:Float64})]`;

function quadrantWords(): string[] {
  return [0, 1, 2, 3].map((bits) =>
    word(quadrants.find((it) => it.often === bits >> 1 && it.much === (bits & 1))!.code),
  );
}

/** Kinds of rows that are gathered: a person, their orders, their refunds, words about where they are and came in. */
const kinds = { person: '1', orders: '2', refunds: '3', province: '4', channel: '5' } as const;

const of = (kind: keyof typeof kinds): string => `kind = ${kinds[kind]}`;

const customersSql = (at: Standing): string => `SELECT ${customerOf('person_id')} AS customer_id,
  minIf(first_at, ${of('person')}) AS first_seen, maxIf(last_at, ${of('person')}) AS last_seen,
  toUInt32(sum(counted)) AS paid_orders, sumIf(money, ${of('orders')}) AS paid,
  if(paid_orders = 0, 0, sumIf(money, ${of('refunds')})) AS back,
  minIf(first_at, ${of('orders')}) AS first_paid, maxIf(last_at, ${of('orders')}) AS last_paid,
  if(paid_orders = 0, toDate(0), ${dayOf('first_paid', at)}) AS first,
  if(paid_orders = 0, toDate(0), ${dayOf('last_paid', at)}) AS last,
  sum(recent) AS recent_orders, minIf(came, came > toDate(0)) AS came_back, max(went) AS went_away,
  ${wordOfRanked(`maxIf(said, ${of('province')})`)} AS province,
  ${wordOfRanked(`minIf(said, ${of('channel')})`)} AS channel,
  ${wordOfNumbered('max(tier_said)')} AS tier,
  ${wordOfNumbered(`minIf(said, ${of('person')} AND said != '')`)} AS first_touch,
  max(bar) AS barred
FROM (
${branches(at).join('\nUNION ALL\n')}
)
GROUP BY customer_id
HAVING countIf(${of('person')}) > 0 OR paid_orders > 0`;

const epoch = "toDateTime64(0, 3, 'UTC')";

/** What a branch does not tell. */
const nothing = {
  kind: '0',
  first_at: epoch,
  last_at: epoch,
  counted: 'toUInt64(0)',
  money: 'toInt64(0)',
  recent: 'toUInt64(0)',
  came: 'toDate(0)',
  went: 'toDate(0)',
  said: "''",
  tier_said: "''",
  bar: 'toUInt8(0)',
};

const branch = (told: Partial<typeof nothing>, rest: string): string =>
  `SELECT person_id, ${Object.entries({ ...nothing, ...told })
    .map(([name, sql]) => `${sql} AS ${name}`)
    .join(', ')} ${rest}`;

const branches = (at: Standing): string[] => [
  personBranch(at),
  orderBranch(at),
  branch(
    { kind: kinds.refunds, money: 'toInt64(sum(amount_minor))' },
    `FROM refunds WHERE ${refundSource.where} AND ${knownPerson(at)} AND ${standing('refunded_at', at)} GROUP BY person_id`,
  ),
  ...wordBranches('province', provinceWords()),
  ...wordBranches('channel', channelWords()),
];

const personBranch = (at: Standing): string =>
  branch(
    {
      ...{ kind: kinds.person, first_at: 'first_seen_at', last_at: 'last_seen_at', bar: 'profiling_barred' },
      said: `if(isNull(touched_at), '', ${numberedText('assumeNotNull(touched_at)', 'person_id', 'touch_source')})`,
      tier_said: `if(tier = '', '', ${numberedText('last_seen_at', 'person_id', 'tier')})`,
    },
    `FROM persons WHERE ${inShop} AND ${knownPerson(at)} AND ${dayOf('first_seen_at', at)} <= ${at.until}`,
  );

/** The days tell the stage (ask-lifecycle.ts has the same sums): whoever came back did so between `went` and `came`. */
const orderBranch = (at: Standing): string =>
  branch(
    {
      ...{ kind: kinds.orders, first_at: `min(${paidAt})`, last_at: `max(${paidAt})`, counted: 'count()' },
      ...{ money: 'toInt64(sum(paid_minor))', recent: 'countIf(day > {as_of:Date} - {loyal_days:UInt32})' },
      came: 'minIf(day, day > {as_of:Date} - {active_days:UInt32})',
      went: 'maxIf(day, day <= {as_of:Date} - {active_days:UInt32})',
    },
    `FROM (SELECT person_id, paid_at, paid_minor, ${dayOf(paidAt, at)} AS day FROM orders
    WHERE ${orderSource.where} AND ${knownPerson(at)} AND ${standing(paidAt, at)}) GROUP BY person_id`,
  );

/** Words of nobody (guests, person 0) are left out. */
const wordBranches = (kind: 'province' | 'channel', words: readonly string[]): string[] =>
  words.map((sql) =>
    branch(
      { kind: kinds[kind], said: rankedText('rank', 'at', 'word') },
      `FROM (SELECT person_id, rank, said AS at, word FROM (${sql})) WHERE person_id != 0`,
    ),
  );
