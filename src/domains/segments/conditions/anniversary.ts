import type { ConditionOf } from '../../../contract/segment-conditions.ts';
import type { Text } from '../../../platform/errors.ts';
import { inShop, shopDay } from '../../analytics/index.ts';
import { type MeantDay, meantDays } from '../birthday-rules.ts';
import { type Column, type ConditionKind, folds, type Writing } from './condition-kind.ts';

type Anniversary = ConditionOf<'anniversary'>;

/**
 * A day of the year on which somebody was first seen, or paid their first order (in the shop's currency), comes round: a year
 * later or more, 29 February on 1 March of other years. The day itself is none.
 */
export const anniversary: ConditionKind<'anniversary'> = {
  kind: 'anniversary',
  label: { zh: '周年纪念', en: 'Anniversary' },
  // Of the first order; that somebody is known is no behaviour, but one kind answers once.
  profiles: true,
  sentence: ({ of, when }) => ({
    zh: `${whens[when].zh}是${starts[of].zh}周年`,
    en: `${starts[of].en} has an anniversary ${whens[when].en}`,
  }),
  compile(it, writing) {
    return {
      columns: { first: columnOf(it, writing) },
      verdict: ({ first }) => verdictSql(first!, meantDays(it.when, writing), writing),
    };
  },
  evaluate(it, facts, standpoint) {
    const times =
      it.of === 'first-seen'
        ? facts.persons.map(({ firstSeen }) => firstSeen)
        : facts.happened
            .filter((one) => one.name === 'Order Completed' && one.isPaid)
            .filter((one) => one.currency === standpoint.currency && one.at <= standpoint.at)
            .map(({ at }) => at);
    if (times.length === 0) return { met: false, value: null };
    const first = Math.min(...times);
    const day = shopDay(new Date(first), standpoint);
    const met = meantDays(it.when, standpoint).some(
      (one) => one.of === day.slice(5) && Number(day.slice(0, 4)) < one.year,
    );
    return { met, value: day, times: [first] };
  },
};

function columnOf(it: Anniversary, { bound, currency, at }: Writing): Column {
  if (it.of === 'first-seen') {
    const source = { from: 'persons', where: inShop };
    return { fold: 'earliest', parts: [{ source, sql: 'min(toUnixTimestamp64Milli(first_seen_at))' }] };
  }
  const ms = 'toUnixTimestamp64Milli(assumeNotNull(paid_at))';
  const paid = `is_paid = 1 AND currency = ${bound.bind(currency, 'String')} AND paid_at IS NOT NULL AND ${ms} <= ${at}`;
  const sql = `if(countIf(${paid}) = 0, ${folds.earliest.none}, minIf(${ms}, ${paid}))`;
  const source = { from: 'orders', where: `${inShop} AND person_id != 0` };
  return { fold: 'earliest', parts: [{ source, narrow: paid, sql }] };
}

/** Days by year: who began in that year or later has none yet. */
function verdictSql(first: string, days: readonly MeantDay[], { bound, zone }: Writing): string {
  const day = `toDate(fromUnixTimestamp64Milli(least(${first}, 4102444800000), 'UTC'), ${zone})`;
  const byYear = Map.groupBy(days, ({ year }) => year);
  const met = [...byYear].map(([year, own]) => {
    const list = bound.bind(
      own.map((one) => one.of),
      'Array(String)',
    );
    return `(has(${list}, formatDateTime(${day}, '%m-%d')) AND toYear(${day}) < ${year})`;
  });
  return `(${first} < ${folds.earliest.none} AND (${met.join(' OR ')}))`;
}

const starts: Readonly<Record<Anniversary['of'], Text>> = {
  'first-seen': { zh: '初次到访', en: 'the first visit' },
  'first-order': { zh: '首单', en: 'the first order' },
};

const whens: Readonly<Record<Anniversary['when'], Text>> = {
  today: { zh: '今天', en: 'today' },
  'this-month': { zh: '本月', en: 'this month' },
  'next-month': { zh: '下月', en: 'next month' },
  'next-7-days': { zh: '未来 7 天', en: 'within 7 days' },
};
