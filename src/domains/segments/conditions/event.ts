import { type EventStep, readSteps, stepFields } from '../../../contract/event-steps.ts';
import type { ConditionOf } from '../../../contract/segment-conditions.ts';
import type { Issue, Text } from '../../../platform/errors.ts';
import { compare, compareSql, opWords } from '../comparison-rules.ts';
import { eventMeasureOf, type Rows } from '../event-measures.ts';
import type { Happened } from '../facts.ts';
import { sayMoney } from '../say-money.ts';
import { matches } from '../step-match.ts';
import { stepRows, withinSql } from '../step-source.ts';
import { sayStep } from '../step-words.ts';
import { windowIssues } from '../window-issues.ts';
import { boundsOf, rollingMs } from '../window-rules.ts';
import { sayWindow } from '../window-words.ts';
import type { ConditionKind, Standpoint, Wording, Writing } from './condition-kind.ts';

type Event = ConditionOf<'event'>;

/** How often, on how many shop days, for how much or of how many products somebody did something within a window, or when first and last. Who never did has 0 of it. */
export const event: ConditionKind<'event'> = {
  kind: 'event',
  label: { zh: '做过某事', en: 'Did something' },
  profiles: true,
  sentence,
  issues: ({ event: text, window }) => [...stepIssues('event', text, 1), ...windowIssues(window)],
  compile(it, writing) {
    const measure = eventMeasureOf[it.measure];
    const other = writing.bound.bind(it.value, 'Float64');
    return {
      columns: measure.columns(rowsOf(it, writing), writing),
      verdict: (names) => compareSql(measure.sql(names, writing), it.op, other),
    };
  },
  evaluate(it, facts, standpoint) {
    const found = happenedIn(it, facts.happened, standpoint);
    const value = eventMeasureOf[it.measure].value(found, standpoint);
    return { met: compare(value, it.op, it.value), value, times: latest(found) };
  },
  turns: ({ window }) => ({ edges: [0, rollingMs(window) ?? 0] }),
};

function rowsOf(it: Event, writing: Writing): Rows[] {
  const bounds = boundsOf(it.window, writing);
  return stepRows(stepOf(it), writing).map(({ match, ...rows }) => ({
    ...rows,
    narrow: `(${match}) AND ${withinSql(rows.at, bounds)}`,
  }));
}

const stepOf = ({ event: text }: Event): EventStep => readSteps(text)![0]!;

function happenedIn(it: Event, all: readonly Happened[], standpoint: Standpoint): Happened[] {
  const { from = Number.NEGATIVE_INFINITY, to } = boundsOf(it.window, standpoint);
  const step = stepOf(it);
  return all.filter((one) => one.at >= from && one.at < to && matches(step, one));
}

/** A few of the latest, newest first. */
export const latest = (found: readonly Happened[]): number[] =>
  found
    .map((it) => it.at)
    .sort((a, b) => b - a)
    .slice(0, 5);

function sentence(it: Event, words: Wording): Text {
  const [when, what, op] = [sayWindow(it.window), sayStep(stepOf(it), words), opWords[it.op]];
  const never =
    it.measure === 'times' && ((it.op === '=' && it.value === 0) || (it.op === '<' && it.value === 1));
  if (never) return { zh: `${when.zh}没有「${what.zh}」`, en: `never did “${what.en}” ${when.en}` };
  const often = it.measure === 'times' && it.op === '>=' && it.value === 1;
  if (often) return { zh: `${when.zh}做过「${what.zh}」`, en: `did “${what.en}” ${when.en}` };
  const { of, unit } = eventMeasureOf[it.measure].words;
  const value = it.measure === 'amount' ? sayMoney(it.value, words.currency) : it.value;
  return {
    zh: `${when.zh}「${what.zh}」${of.zh}${op.zh} ${value}${unit.zh && ` ${unit.zh}`}`,
    en: `did “${what.en}” ${of.en}${op.en} ${value}${unit.en && ` ${unit.en}`} ${when.en}`,
  };
}

/** A line of as many steps as are wanted, whose categories and products are listed. */
export function stepIssues(field: string, text: string, wanted: number): Issue[] {
  const steps = readSteps(text);
  if (steps === undefined || steps.length < wanted || (wanted === 1 && steps.length > 1) || steps.length > 5)
    return [{ code: 'not-an-event', field, message: notSteps }];
  const compared = steps
    .flatMap((it) => it.filters)
    .some(
      ({ field: name, operator }) =>
        (name === 'category' || name === 'product') && operator !== '=' && operator !== '!=',
    );
  return compared ? [{ code: 'not-comparable', field, message: notComparable }] : [];
}

const notSteps = {
  zh: `请写作事件名，可在方括号内加条件：Product Added[category=家居][quantity>=2]。可用字段：${stepFields.join(', ')} 及事件自带属性`,
  en: `write the name of an event, narrowed in brackets: Product Added[category=x][quantity>=2]. Fields: ${stepFields.join(', ')} and properties of the event`,
};
const notComparable = {
  zh: 'category 和 product 只能用 = 或 !=',
  en: 'category and product take = and != only',
};
