import { readSteps } from '../../../contract/event-steps.ts';
import type { ConditionOf } from '../../../contract/segment-conditions.ts';
import type { Issue, Text } from '../../../platform/errors.ts';
import type { Happened } from '../facts.ts';
import { matches } from '../step-match.ts';
import { stepRows, withinSql } from '../step-source.ts';
import { sayStep } from '../step-words.ts';
import { windowIssues } from '../window-issues.ts';
import { boundsOf, lengthMs, rollingMs } from '../window-rules.ts';
import { sayLength, sayWindow } from '../window-words.ts';
import type { Column, ConditionKind, Standpoint, Wording, Writing } from './condition-kind.ts';
import { stepIssues } from './event.ts';

type Sequence = ConditionOf<'sequence'>;

/**
 * One thing after another: each strictly later than the one before (what happens at one instant is not "then"), the last at
 * most `within` after the first. `did-not`: the first happened, and the second did not within that time, which is up.
 */
export const sequence: ConditionKind<'sequence'> = {
  kind: 'sequence',
  label: { zh: '先后行为', en: 'One thing after another' },
  profiles: true,
  sentence,
  issues,
  compile(it, writing) {
    const steps = readSteps(it.steps)!;
    const names = steps.map((_, n) => `step_${n}`);
    return {
      columns: Object.fromEntries(names.map((name, n) => [name, columnOf(it, n, writing)])),
      verdict: (all) => {
        const columns = names.map((name) => all[name]!);
        return it.end === 'did'
          ? didSql(columns, it)
          : didNotSql(columns as [string, string], it, writing.at);
      },
    };
  },
  evaluate(it, { happened }, standpoint) {
    const times = readSteps(it.steps)!.map((_, n) => timesOf(it, n, { happened, standpoint }));
    const ends = it.end === 'did' ? chains(times, it) : unanswered(times, it, standpoint.at);
    return { met: ends.length > 0, value: ends.length, times: ends.toSorted((a, b) => b - a).slice(0, 5) };
  },
  turns: ({ window, end, within }) => ({
    edges: [0, rollingMs(window) ?? 0, ...(end === 'did-not' ? [lengthMs(within)] : [])],
  }),
};

/** All steps lie in the window; what did not come may be looked for behind its end. */
function boundsOfStep(it: Sequence, step: number, standpoint: Standpoint) {
  const bounds = boundsOf(it.window, standpoint);
  return it.end === 'did-not' && step === 1 ? { ...bounds, to: standpoint.at + 1 } : bounds;
}

/**
 * Instants of a step, eight to a millisecond: of one instant the later step sorts first, so that it cannot follow. One that stands
 * there twice changes no answer, and leaving it would take two sets a customer.
 */
function columnOf(it: Sequence, n: number, writing: Writing): Column {
  const bounds = boundsOfStep(it, n, writing);
  const parts = stepRows(readSteps(it.steps)![n]!, writing).map(({ source, match, at }) => {
    const narrow = `(${match}) AND ${withinSql(at, bounds)}`;
    const key = `toUInt64(toUnixTimestamp64Milli(${at})) * 8 + ${7 - n}`;
    return { source, narrow, sql: `groupArrayIf(${key}, ${narrow})` };
  });
  return { fold: 'list', parts };
}

/**
 * The latest beginning from which each step was reached; whoever reached the last one did. Whoever lacks a step is answered
 * without looking at instants.
 */
function didSql(columns: readonly string[], { within }: Sequence): string {
  const [step, time] = ['8 - toInt64(key % 8)', 'toInt64(intDiv(key, 8))'];
  const begun = (n: number) => `tupleElement(begun, ${n})`;
  const reached = columns.map((_, at) => {
    if (at === 0) return `if(${step} = 1, ${time}, ${begun(1)})`;
    const follows = `${begun(at)} > 0 AND ${time} - ${begun(at)} <= ${lengthMs(within)}`;
    return `if(${step} = ${at + 1} AND ${follows}, ${begun(at)}, ${begun(at + 1)})`;
  });
  const start = `tuple(${columns.map(() => 'toInt64(0)').join(', ')})`;
  const keys = `arraySort(arrayConcat(${columns.join(', ')}))`;
  const last = `tupleElement(arrayFold((begun, key) -> tuple(${reached.join(', ')}), ${keys}, ${start}), ${columns.length})`;
  return `(${[...columns.map((it) => `notEmpty(${it})`), `${last} > 0`].join(' AND ')})`;
}

/**
 * Compared as they are kept: a later instant is a greater number, and of one instant the second step is the smaller. So "then"
 * is greater, and "within" is at most eight numbers a millisecond more.
 */
function didNotSql([first, second]: readonly [string, string], { within }: Sequence, at: number): string {
  const length = lengthMs(within);
  const follows = `b > a AND b <= a + ${8 * length}`;
  return `(notEmpty(${first}) AND arrayExists(a -> a <= ${8 * (at - length) + 7} AND NOT arrayExists(b -> ${follows}, ${second}), ${first}))`;
}

interface From {
  readonly happened: readonly Happened[];
  readonly standpoint: Standpoint;
}

function timesOf(it: Sequence, n: number, { happened, standpoint }: From): number[] {
  const { from = Number.NEGATIVE_INFINITY, to } = boundsOfStep(it, n, standpoint);
  const step = readSteps(it.steps)![n]!;
  return happened.filter((one) => one.at >= from && one.at < to && matches(step, one)).map((one) => one.at);
}

/** Ends of every chain there is: from each beginning the earliest next step, again and again. */
function chains(times: readonly number[][], { within }: Sequence): number[] {
  return times[0]!.flatMap((begun) => {
    let at: number | undefined = begun;
    for (const next of times.slice(1)) {
      const later: number[] = next.filter((it) => it > at!);
      at = later.length === 0 ? undefined : Math.min(...later);
      if (at === undefined) return [];
    }
    return at - begun <= lengthMs(within) ? [at] : [];
  });
}

const unanswered = ([first, second]: readonly number[][], { within }: Sequence, at: number): number[] =>
  first!.filter(
    (a) => a + lengthMs(within) <= at && !second!.some((b) => b > a && b <= a + lengthMs(within)),
  );

function issues(it: Sequence): Issue[] {
  const found = [...stepIssues('steps', it.steps, 2), ...windowIssues(it.window)];
  const count = readSteps(it.steps)?.length;
  if (it.end === 'did' || count === undefined || count === 2) return found;
  const message = { zh: '「之后没有」只能有两步', en: 'what did not follow takes two steps' };
  return [...found, { code: 'too-many-steps', field: 'steps', message }];
}

function sentence(it: Sequence, words: Wording): Text {
  const steps = readSteps(it.steps)!.map((step) => sayStep(step, words));
  const [when, length] = [sayWindow(it.window), sayLength(it.within)];
  const [zh, en] = [steps.map((step) => `「${step.zh}」`), steps.map((step) => `“${step.en}”`)];
  return it.end === 'did'
    ? {
        zh: `${when.zh}在 ${length.zh}内依次${zh.join('、')}`,
        en: `did ${en.join(', then ')} within ${length.en}, ${when.en}`,
      }
    : {
        zh: `${when.zh}${zh[0]}后 ${length.zh}内没有${zh[1]}`,
        en: `did ${en[0]} and not ${en[1]} within ${length.en} of it, ${when.en}`,
      };
}
