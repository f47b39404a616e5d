import type { TierRules } from '../../../contract/tiers.ts';
import { addDays, type BoundValues, inShop, notADocument } from '../../analytics/index.ts';
import { customerOf } from '../../customers/index.ts';
import { type Window, windowsOn } from './window-rules.ts';

export interface FiguresAsk {
  readonly rules: TierRules;
  /** Shop day, the last that counts. */
  readonly day: string;
  /** The shop's zone as an SQL literal. */
  readonly zone: string;
  readonly currency: string;
  readonly bound: BoundValues;
  /** SQL of an Array(UInt32): only these persons, who must be all of their customers. */
  readonly only?: string | undefined;
}

/** What no cap ever reaches. */
const NO_CAP = 4_611_686_018_427_387_904n;

/**
 * A SELECT of customer_id, figure, ahead, ungiven: what the measure says of everybody who has more than nothing. First one flat
 * question a table by person and shop day, because only that runs on the shards of a cluster; a customer's day is put
 * together of their persons' before it is capped, so that merged customers have one cap.
 */
export function figuresSql(ask: FiguresAsk): string {
  const { rules, day } = ask;
  const now = windowsOn(day, rules.period);
  const ahead = windowsOn(addDays(day, rules.notice_days), rules.period);
  return `SELECT customer_id, ${figure('got', now, ask)} AS figure, ${figure('got', ahead, ask)} AS ahead, ${figure('ungiven_got', now, ask)} AS ungiven
FROM (${withTenure(ask, day)})
GROUP BY customer_id
HAVING figure != 0 OR ahead != 0 OR ungiven != 0`;
}

/** Never below nothing: whoever gave back more than they paid owes no growth. */
function figure(column: string, windows: readonly Window[], { rules, day, bound }: FiguresAsk): string {
  const sums = windows.map(
    ([from, to]) =>
      `sumIf(${column}, day >= ${bound.bind(from, 'Date')} AND day <= ${bound.bind(to, 'Date')})`,
  );
  const years = tenure(rules) === 0 ? '' : ` + ${tenureSql(lastOf(windows, day), { rules, bound })}`;
  return `toInt64(greatest(0, ${sums.join(', ')})${years})`;
}

const lastOf = (windows: readonly Window[], day: string): string => windows.at(-1)?.[1] ?? day;

const tenure = ({ measure, growth }: TierRules): number => (measure === 'growth' ? growth.tenure.points : 0);

const tenureSql = (day: string, { rules, bound }: Pick<FiguresAsk, 'rules' | 'bound'>): string =>
  `${bound.bind(tenure(rules), 'Int64')} * if(max(buys) = 0, 0, age('year', minIf(day, buys > 0), ${bound.bind(day, 'Date')}))`;

/** Rows of customer_id, day, got, ungiven_got, buys: one a customer, day and source. */
const withTenure = (
  ask: FiguresAsk,
  until: string,
): string => `SELECT customer_id, day, sum(net) AS money, sum(gross) AS all_money,
  sum(kept) AS times, sum(made) AS all_times, sum(bought) AS buys,
  ${gotSql('money', 'times', ask)} AS got, ${gotSql('all_money', 'all_times', ask)} AS ungiven_got
FROM (
  SELECT ${customerOf('person_id')} AS customer_id, day, what, net, gross, kept, made, bought FROM (
${sources(ask, until).join('\nUNION ALL\n')}
  )
) GROUP BY customer_id, day, what`;

function gotSql(money: string, times: string, { rules, bound }: FiguresAsk): string {
  if (rules.measure === 'spend') return `toInt64(${money})`;
  if (rules.measure === 'orders') return `toInt64(${times})`;
  const { spend, orders, deeds } = rules.growth;
  const int = (value: number | bigint) => bound.bind(value, 'Int64');
  const cap = (most: number | null) => int(most ?? NO_CAP);
  const spent = `least(toInt64(intDiv(toInt128(${money}) * ${int(spend.points)}, ${int(spend.per_minor)})), ${cap(spend.most_per_day)})`;
  const bought = `least(toInt64(${times}) * ${int(orders.points)}, ${cap(orders.most_per_day)})`;
  const rates = bound.bind(
    deeds.map(({ points }) => points),
    'Array(Int64)',
  );
  const caps = bound.bind(
    deeds.map(({ most_per_day: most }) => most ?? NO_CAP),
    'Array(Int64)',
  );
  return `if(what = 0, ${spent} + ${bought}, least(toInt64(${times}) * ${rates}[what], ${caps}[what]))`;
}

function sources(ask: FiguresAsk, until: string): string[] {
  const { rules, bound } = ask;
  const deeds = rules.measure === 'growth' ? rules.growth.deeds.map(({ event }) => event) : [];
  const from = windowsOn(until, rules.period)[0]![0];
  // The first order ever says since when somebody is a customer; all else lies within the windows.
  const since = tenure(rules) > 0 ? '1970-01-01' : from;
  const span = (day: string, first: string) =>
    `${day} >= ${bound.bind(first, 'Date')} AND ${day} <= ${bound.bind(until, 'Date')}`;
  return [
    orderRows(ask, span(dayOf('assumeNotNull(paid_at)', ask), since)),
    strayRefunds(ask, span(dayOf('refunded_at', ask), from)),
    ...(deeds.length === 0
      ? []
      : [deedRows(ask, { deeds, within: span(dayOf('corrected_time', ask), from) })]),
  ];
}

const dayOf = (instant: string, { zone }: FiguresAsk): string => `toDate(${instant}, ${zone})`;

const own = ({ only }: FiguresAsk): string =>
  `${inShop} AND person_id != 0${only === undefined ? '' : ` AND person_id IN ${only}`}`;

const inCurrency = ({ currency, bound }: FiguresAsk): string =>
  `currency = ${bound.bind(currency, 'String')}`;

/** Orders on the day they were paid, less what was given back of them whenever that was: of a cancelled one all of it. */
const orderRows = (
  ask: FiguresAsk,
  within: string,
): string => `SELECT person_id, ${dayOf('assumeNotNull(paid_at)', ask)} AS day, toUInt16(0) AS what,
  sumIf(paid_minor - refunded_minor, state != 'cancelled') AS net, sum(paid_minor) AS gross,
  countIf(state != 'cancelled' AND paid_minor > refunded_minor) AS kept, count() AS made, countIf(state != 'cancelled') AS bought
FROM orders WHERE ${own(ask)} AND is_paid = 1 AND ${inCurrency(ask)} AND ${within} GROUP BY person_id, day`;

/** Refunds that no order is known for count on their own day. */
const strayRefunds = (
  ask: FiguresAsk,
  within: string,
): string => `SELECT person_id, ${dayOf('refunded_at', ask)} AS day, toUInt16(0) AS what,
  -sum(amount_minor) AS net, toInt64(0) AS gross, toUInt64(0) AS kept, toUInt64(0) AS made, toUInt64(0) AS bought
FROM refunds WHERE ${own(ask)} AND state = 'done' AND order_id = 0 AND ${inCurrency(ask)} AND ${within} GROUP BY person_id, day`;

/** `what` is the place of the deed in the rules, from 1. */
function deedRows(ask: FiguresAsk, { deeds, within }: { deeds: readonly string[]; within: string }): string {
  const names = ask.bound.bind(deeds, 'Array(String)');
  return `SELECT person_id, ${dayOf('corrected_time', ask)} AS day, toUInt16(indexOf(${names}, toString(name))) AS what,
  toInt64(0) AS net, toInt64(0) AS gross, count() AS kept, count() AS made, toUInt64(0) AS bought
FROM events WHERE ${own(ask)} AND name IN ${names} AND ${notADocument} AND ${within} GROUP BY person_id, day, what`;
}
