import { findScoreKind, scoreKinds } from '../../../contract/score-kinds.ts';
import type { ConditionOf } from '../../../contract/segment-conditions.ts';
import type { Issue, Text } from '../../../platform/errors.ts';
import { inShop } from '../../analytics/index.ts';
import { customerOf } from '../../customers/index.ts';
import { sayMoney } from '../say-money.ts';
import { type Column, type ConditionKind, nobody, type Writing } from './condition-kind.ts';

type Score = ConditionOf<'score'>;

/** A score by a model, of the newest run that is done; who has none meets no range. Of merged customers that of the number they keep. */
export const score: ConditionKind<'score'> = {
  kind: 'score',
  label: { zh: '模型得分', en: 'Score' },
  profiles: true,
  sentence(it, { currency }) {
    const kind = findScoreKind(it.score);
    const label: Text = kind?.label ?? { zh: it.score, en: it.score };
    const say = (value: number) => (kind?.unit === 'money' ? sayMoney(value, currency) : String(value));
    const [from, to] = [it.from, it.to].map((end) => (end === undefined ? undefined : say(end)));
    const named =
      it.is === undefined ? label : { zh: `${label.zh}是「${it.is}」`, en: `${label.en} is “${it.is}”` };
    if (from === undefined && to === undefined) return named;
    const [zh, en] =
      it.is === undefined ? [named.zh, named.en] : [`${named.zh}，占比`, `${named.en}, its share`];
    if (to === undefined) return { zh: `${zh}不低于 ${from}`, en: `${en} at least ${from}` };
    if (from === undefined) return { zh: `${zh}不高于 ${to}`, en: `${en} at most ${to}` };
    return { zh: `${zh}在 ${from} 到 ${to} 之间`, en: `${en} from ${from} to ${to}` };
  },
  issues,
  compile(it, { bound, known }) {
    const column = scoreColumn(it.score, { bound, known }, it.is);
    if (column === undefined) return nobody;
    const ends = { from: bound.bind(it.from ?? 0, 'Float64'), to: bound.bind(it.to ?? 0, 'Float64') };
    return {
      columns: { value: column },
      verdict: ({ value }) =>
        `ifNull(isNotNull(${value}) AND ${it.from === undefined ? '1' : `${value} >= ${ends.from}`} AND ${it.to === undefined ? '1' : `${value} <= ${ends.to}`}, 0)`,
    };
  },
  evaluate(it, { scores, words }) {
    const isNamed = it.is === undefined || words.get(it.score) === it.is;
    const value = isNamed ? (scores.get(it.score) ?? null) : null;
    const met = value !== null && value >= (it.from ?? value) && value <= (it.to ?? value);
    return { met, value };
  },
};

/** The score of each customer by the run that counts, where told only if it names `is`; undefined: nobody has it. Of merged customers that of the number they keep. */
export function scoreColumn(
  code: string,
  { bound, known }: Pick<Writing, 'bound' | 'known'>,
  is?: string,
): Column | undefined {
  const run = known.scores.get(code);
  if (run === undefined) return undefined;
  const named = is === undefined ? '' : ` AND word = ${bound.bind(is, 'String')}`;
  const where = `${inShop} AND score = ${bound.bind(run.code, 'String')} AND as_of = ${bound.bind(run.asOf, 'Date')} AND run_id = ${bound.bind(run.runId, 'UInt64')} AND ${customerOf('customer_id')} = customer_id${named}`;
  const source = { from: 'scores', where, person: 'customer_id' };
  return { fold: 'value', parts: [{ source, sql: 'toNullable(max(value))' }] };
}

/** A score that no model gives. */
export function noSuchScore(code: string): Issue[] {
  if (findScoreKind(code) !== undefined) return [];
  const codes = scoreKinds.map((it) => it.code).join(', ');
  const message = { zh: `没有这个得分。可用：${codes}`, en: `There is no such score. There are: ${codes}` };
  return [{ code: 'no-such-score', field: 'score', message }];
}

function issues(it: Score): Issue[] {
  const ends = {
    ...{ code: 'no-range', field: 'from' },
    message: {
      zh: '请给出下限或上限，下限不高于上限',
      en: 'give a lower or an upper end, the lower one not above',
    },
  };
  const isOpen = it.from === undefined && it.to === undefined && it.is === undefined;
  const isTurned = it.from !== undefined && it.to !== undefined && it.from > it.to;
  const isWordless = it.is !== undefined && findScoreKind(it.score)?.unit !== 'word';
  const word = {
    code: 'no-word',
    field: 'is',
    message: { zh: '这个得分是数值，请给出范围', en: 'this score is a number: give a range' },
  };
  return [...noSuchScore(it.score), ...(isWordless ? [word] : []), ...(isOpen || isTurned ? [ends] : [])];
}
