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
    if (to === undefined) return { zh: `${label.zh}不低于 ${from}`, en: `${label.en} at least ${from}` };
    if (from === undefined) return { zh: `${label.zh}不高于 ${to}`, en: `${label.en} at most ${to}` };
    return { zh: `${label.zh}在 ${from} 到 ${to} 之间`, en: `${label.en} from ${from} to ${to}` };
  },
  issues,
  compile(it, { bound, known }) {
    const column = scoreColumn(it.score, { bound, known });
    if (column === undefined) return nobody;
    const ends = { from: bound.bind(it.from ?? 0, 'Float64'), to: bound.bind(it.to ?? 0, 'Float64') };
    return {
      columns: { value: column },
      verdict: ({ value }) =>
        `ifNull(${it.from === undefined ? '1' : `${value} >= ${ends.from}`} AND ${it.to === undefined ? '1' : `${value} <= ${ends.to}`}, 0)`,
    };
  },
  evaluate(it, { scores }) {
    const value = scores.get(it.score) ?? null;
    const met = value !== null && value >= (it.from ?? value) && value <= (it.to ?? value);
    return { met, value };
  },
};

/** The score of each customer by the run that counts; undefined: nobody has it. Of merged customers that of the number they keep. */
export function scoreColumn(
  code: string,
  { bound, known }: Pick<Writing, 'bound' | 'known'>,
): Column | undefined {
  const run = known.scores.get(code);
  if (run === undefined) return undefined;
  const where = `${inShop} AND score = ${bound.bind(run.code, 'String')} AND as_of = ${bound.bind(run.asOf, 'Date')} AND run_id = ${bound.bind(run.runId, 'UInt64')} AND ${customerOf('customer_id')} = customer_id`;
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
  const isOpen = it.from === undefined && it.to === undefined;
  const isTurned = it.from !== undefined && it.to !== undefined && it.from > it.to;
  return [...noSuchScore(it.score), ...(isOpen || isTurned ? [ends] : [])];
}
