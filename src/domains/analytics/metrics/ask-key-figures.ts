import type { KeyFigures } from '../../../contract/key-figures.ts';
import { caught, fail, type Issue, orThrow, problem, type Result } from '../../../platform/errors.ts';
import { findMeasure } from '../catalog/catalogue.ts';
import type { Step } from '../facts/scope.ts';
import { askRows } from './ask-metric.ts';
import { periodName } from './days.ts';
import { type Window, windowBefore, windowLastYear } from './earlier-windows.ts';
import { askOrderSpan } from './order-span.ts';
import { countOtherCurrencies } from './other-currencies.ts';
import { type Asking, dayIssues, measureIssues, stepIssues } from './question.ts';

export interface KeyFiguresQuestion extends Asking {
  readonly measures: readonly string[];
  readonly from: string;
  readonly to: string;
  /** Step of the series. */
  readonly by: string;
}

/** More would be a report: twelve of four questions each are answered in half a second over a million orders. */
const most = 12;

/** Several measures over one window, each with its series and its values before. Problem: `unusable-question`. */
export async function askKeyFigures(question: KeyFiguresQuestion): Promise<Result<KeyFigures>> {
  const issues = issuesOf(question);
  if (issues.length > 0) return fail(problem('unusable-question', 422, unusable, issues));
  return caught(() => answer(question));
}

async function answer(question: KeyFiguresQuestion): Promise<KeyFigures> {
  const { from, to, shop } = question;
  const windows = { previous: windowBefore(question), last_year: windowLastYear(question) };
  const [figures, span, others] = await Promise.all([
    Promise.all(question.measures.map((it) => askFigure(question, it, windows))),
    askOrderSpan(question),
    countOtherCurrencies(question, from, to),
  ]);
  const figuresOf = { from, to, currency: shop.currency, ...windows, ...span, figures };
  return others.length > 0 ? { ...figuresOf, other_currencies: others } : figuresOf;
}

const unusable = { zh: '这个问题无法回答, 详见 issues', en: 'This question cannot be answered; see issues' };

function issuesOf({ measures, from, to, by }: KeyFiguresQuestion): Issue[] {
  return [
    ...measures.flatMap(measureIssues),
    ...(measures.length > most ? [tooMany] : []),
    ...dayIssues(from, to),
    ...stepIssues({ from, to, by }),
  ];
}

const tooMany: Issue = {
  code: 'too-many-measures',
  field: 'measures',
  message: { zh: `一次最多 ${most} 个指标。`, en: `At most ${most} measures at once.` },
};

type Earlier = Readonly<Record<'previous' | 'last_year', Window>>;

async function askFigure(question: KeyFiguresQuestion, measure: string, { previous, last_year }: Earlier) {
  const { measures: _, by, ...rest } = question;
  const over = async (window: Window) => {
    // The engine's days begin there, and nobody sold anything before.
    if (window.from < '1970-01-01') return null;
    return orThrow(await askRows({ ...rest, ...window, measure }))[0]?.value ?? null;
  };
  const [series, value, before, lastYear] = await Promise.all([
    askRows({ ...rest, measure, by }),
    ...[{ from: question.from, to: question.to }, previous, last_year].map(over),
  ]);
  return {
    ...{ measure, unit: findMeasure(measure)!.unit },
    ...{ value: value ?? null, previous: before ?? null, last_year: lastYear ?? null },
    series: orThrow(series).map((row) => ({
      period: periodName(row.period, by as Step, question.to),
      value: row.value,
    })),
  };
}
