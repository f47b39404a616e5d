import type { ConditionOf } from '../../../contract/segment-conditions.ts';
import type { Issue, Text } from '../../../platform/errors.ts';
import { addDays, inShop, shopDay } from '../../analytics/index.ts';
import { dayBegins } from '../window-rules.ts';
import type { ConditionKind, Standpoint, Wording } from './condition-kind.ts';

type Plus = ConditionOf<'plus'>;

/**
 * The paid membership, by any of their persons: had now (`member`, its trial with it), on trial now, or had at some time (`ever`), of a
 * plan where one is told. `within` asks besides that all that is paid ends by the last of so many shop days, today the first. A
 * subscription that came to its end counts until the end, or its renewal, is posted: within a minute.
 */
export const plus: ConditionKind<'plus'> = {
  kind: 'plus',
  label: { zh: '付费会员 PLUS', en: 'PLUS' },
  profiles: false,
  sentence,
  issues,
  compile(it, { bound, at, timeZone }) {
    const source = { from: 'plus_periods', where: `${inShop} AND person_id != 0` };
    const began = `toUnixTimestamp64Milli(begins_at) <= ${at}`;
    const runs = `${began} AND (toUnixTimestamp64Milli(ends_at) > ${at} OR is_open = 1)`;
    const plan = it.plan === undefined ? '' : ` AND plan_id = ${bound.bind(it.plan, 'UInt64')}`;
    const counts = `${it.is === 'ever' ? began : runs}${it.is === 'trial' ? ' AND no = 0' : ''}${plan}`;
    const until = endOf(it, { at, timeZone });
    const had = `toInt64(countIf(${counts}))`;
    const ends = 'toInt64(max(toUnixTimestamp64Milli(ends_at)))';
    return {
      columns: {
        had: { fold: 'sum', parts: [{ source, sql: had }] },
        ends: { fold: 'latest', parts: [{ source, sql: ends }] },
      },
      verdict: (names) => `${names.had} > 0${until === undefined ? '' : ` AND ${names.ends} <= ${until}`}`,
    };
  },
  evaluate(it, { plus: periods }, { at, timeZone }) {
    const had = periods.filter(
      ({ plan, no, begins, ends, isOpen }) =>
        begins <= at &&
        (it.is === 'ever' || ends > at || isOpen) &&
        (it.is !== 'trial' || no === 0) &&
        (it.plan === undefined || it.plan === plan),
    );
    const last = Math.max(...periods.map(({ ends }) => ends));
    const until = endOf(it, { at, timeZone });
    const met = had.length > 0 && (until === undefined || last <= until);
    return { met, value: had.length === 0 ? null : shopDay(new Date(last - 1), { timeZone }) };
  },
};

const said: Readonly<Record<Plus['is'], Text>> = {
  member: { zh: '现为 PLUS 会员', en: 'has PLUS now' },
  trial: { zh: '正在试用 PLUS', en: 'is trying PLUS' },
  ever: { zh: '曾是或现为 PLUS 会员', en: 'has or had PLUS' },
};

function sentence(it: Plus, { planName }: Wording): Text {
  const name = it.plan === undefined ? undefined : planName(it.plan);
  const plan = name === undefined ? { zh: '', en: '' } : { zh: `（${name.zh}）`, en: ` (${name.en})` };
  const days = daysOf(it);
  const end =
    days === undefined
      ? { zh: '', en: '' }
      : { zh: `，${days} 天内到期`, en: `, which ends within ${days} days` };
  return { zh: `${said[it.is].zh}${plan.zh}${end.zh}`, en: `${said[it.is].en}${plan.en}${end.en}` };
}

/** What is over does not end. */
function issues(it: Plus): Issue[] {
  if (it.is !== 'ever' || it.within === 'ever') return [];
  const message = {
    zh: '“曾是或现为”不能限定到期时间：within 写 ever',
    en: 'Whoever has or had it ends at no time: within is ever',
  };
  return [{ code: 'plus-ever-within', field: 'within', message }];
}

const daysOf = ({ within }: Plus): number | undefined =>
  within === 'ever' ? undefined : Number.parseInt(within, 10);

/** The midnight behind the last of those days, with which their last day ends too. */
function endOf(it: Plus, { at, timeZone }: Pick<Standpoint, 'at' | 'timeZone'>): number | undefined {
  const days = daysOf(it);
  return days === undefined
    ? undefined
    : dayBegins(addDays(shopDay(new Date(at), { timeZone }), days), timeZone);
}
