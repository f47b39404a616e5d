import type { ConditionOf } from '../../../contract/segment-conditions.ts';
import { addDays, inShop, shopDay } from '../../analytics/index.ts';
import { compare, compareSql, opWords } from '../comparison-rules.ts';
import { dayBegins, type Moment } from '../window-rules.ts';
import type { ConditionKind } from './condition-kind.ts';

type Points = ConditionOf<'points'>;

/**
 * Points that can be spent, less what is owed, of all persons together; or those of them that expire by the end of so many shop
 * days, today the first. Whoever never had any has 0. What became due since the ledger was last posted follows within a minute.
 */
export const points: ConditionKind<'points'> = {
  kind: 'points',
  label: { zh: '积分', en: 'Points' },
  profiles: false,
  sentence(it) {
    const op = opWords[it.op];
    const days = daysOf(it);
    return days === undefined
      ? { zh: `可用积分${op.zh} ${it.value}`, en: `points to spend ${op.en} ${it.value}` }
      : {
          zh: `${days} 天内到期的积分${op.zh} ${it.value}`,
          en: `points that expire within ${days} days ${op.en} ${it.value}`,
        };
  },
  compile(it, { bound, at, timeZone }) {
    const until = endOf(it, { at, timeZone });
    const counts = `toUnixTimestamp64Milli(end) > ${at}${until === undefined ? '' : ` AND toUnixTimestamp64Milli(end) < ${until}`}`;
    const ending = `arraySum((end, points) -> if(${counts}, points, 0), ends, ending)`;
    const part = {
      source: { from: 'points_held', where: `${inShop} AND person_id != 0` },
      sql: `toInt64(sum(${until === undefined ? 'lasting + ' : ''}${ending}))`,
    };
    return {
      columns: { held: { fold: 'sum', parts: [part] } },
      verdict: ({ held }) => compareSql(held!, it.op, bound.bind(it.value, 'Float64')),
    };
  },
  evaluate(it, { points: accounts }, { at, timeZone }) {
    const until = endOf(it, { at, timeZone });
    const ending = accounts
      .flatMap((one) => one.ending)
      .filter(({ end }) => end > at && (until === undefined || end < until));
    const lasting = until === undefined ? accounts.map((one) => one.lasting) : [];
    const value = [...lasting, ...ending.map((one) => one.points)].reduce((sum, one) => sum + one, 0);
    return { met: compare(value, it.op, it.value), value };
  },
};

const daysOf = ({ within }: Points): number | undefined =>
  within === 'ever' ? undefined : Number.parseInt(within, 10);

/** What expires before this instant counts; undefined: all there is. */
function endOf(it: Points, { at, timeZone }: Moment): number | undefined {
  const days = daysOf(it);
  return days === undefined
    ? undefined
    : dayBegins(addDays(shopDay(new Date(at), { timeZone }), days), timeZone);
}
