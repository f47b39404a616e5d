import type { KeyFigures } from '../../../contract/key-figures.ts';
import { caught, fail, type Issue, orThrow, problem, type Result } from '../../../platform/errors.ts';
import { findMeasure } from '../catalog/catalogue.ts';
import type { Measure } from '../catalog/measure.ts';
import type { Step } from '../facts/scope.ts';
import { askRows } from './ask-metric.ts';
import { countDays, periodName } from './days.ts';
import { type Window, windowBefore, windowLastYear } from './earlier-windows.ts';
import { askOrderSpan } from './order-span.ts';
import { countOtherCurrencies } from './other-currencies.ts';
import { type Asking, dayIssues, measureIssues, stepIssues } from './question.ts';
import { addsUp, seriesOver, valueOver } from './sum-days.ts';

export interface KeyFiguresQuestion extends Asking {
  readonly measures: readonly string[];
  readonly from: string;
  readonly to: string;
  /** Step of the series. */
  readonly by: string;
}

/** The first day the engine's Date can hold; nobody sold anything before. */
const firstDay = '1970-01-01';

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
    ...measures.slice(0, most + 1).flatMap(measureIssues),
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

interface Figure {
  readonly value: number | null;
  readonly previous: number | null;
  readonly last_year: number | null;
  readonly series: readonly { readonly period: string; readonly value: number | null }[];
}

async function askFigure(question: KeyFiguresQuestion, code: string, earlier: Earlier) {
  const measure = findMeasure(code)!;
  const from = [earlier.previous.from, earlier.last_year.from].sort()[0]!;
  // The engine's days begin in 1970, and ten years of days are what one question may bring.
  const isOne = addsUp(measure) && from >= firstDay && countDays(from, question.to) <= 3_660;
  const figure = isOne
    ? await fromDays({ question, measure, earlier, from })
    : await byWindows({ question, measure, earlier });
  const { series, ...values } = figure;
  const name = (period: string) => periodName(period, question.by as Step, question.to);
  return {
    ...{ measure: code, unit: measure.unit, ...values },
    series: series.map(({ period, value }) => ({ period: name(period), value })),
  };
}

interface One {
  readonly question: KeyFiguresQuestion;
  readonly measure: Measure;
  readonly earlier: Earlier;
}

/** One question by day over all the windows at once. */
async function fromDays({ question, measure, earlier, from }: One & { from: string }): Promise<Figure> {
  const { measures: _, by, ...rest } = question;
  const days = orThrow(await askRows({ ...rest, from, measure: measure.code, by: 'day' }));
  const over = (window: Window) => valueOver(measure, days, window);
  return {
    value: over(question),
    previous: over(earlier.previous),
    last_year: over(earlier.last_year),
    series: seriesOver(measure, days, { from: question.from, to: question.to, by: by as Step }),
  };
}

/** A question a window, and one for the series: for what no sum of days is. */
async function byWindows({ question, measure, earlier }: One): Promise<Figure> {
  const { measures: _, by, ...rest } = question;
  const over = async (window: Window) => {
    if (window.from < firstDay) return null;
    return orThrow(await askRows({ ...rest, ...window, measure: measure.code }))[0]?.value ?? null;
  };
  const { from, to } = question;
  const [series, value, previous, lastYear] = await Promise.all([
    askRows({ ...rest, measure: measure.code, by }),
    ...([over({ from, to }), over(earlier.previous), over(earlier.last_year)] as const),
  ]);
  return { value, previous, last_year: lastYear, series: orThrow(series) };
}
