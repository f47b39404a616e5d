import type { KeyFigures } from '../../../contract/key-figures.ts';
import { caught, fail, type Issue, orThrow, problem, type Result } from '../../../platform/errors.ts';
import { findMeasure } from '../catalog/catalogue.ts';
import type { Measure } from '../catalog/measure.ts';
import type { Step } from '../facts/scope.ts';
import { askCurrencies } from './ask-currencies.ts';
import { askRemembered } from './ask-metric.ts';
import { MOST_ORDERS } from './buyer-days.ts';
import { countTogether, type Figure } from './count-together.ts';
import { periodName } from './days.ts';
import { type Window, windowBefore, windowLastYear } from './earlier-windows.ts';
import { firstDay, type Ways, type Windows, waysOf } from './figure-ways.ts';
import { isOver, markedUntil } from './marked-until.ts';
import type { MarkedAsking } from './memory.ts';
import { type Asking, dayIssues, measureIssues, stepIssues } from './question.ts';

export interface KeyFiguresQuestion extends Asking {
  readonly measures: readonly string[];
  readonly from: string;
  readonly to: string;
  /** Step of the series. */
  readonly by: string;
}

/** More would be a report: what this many take is bounded by the facts they are counted over, each read once. */
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
  const until = markedUntil(shop, to);
  const { span, orders, others, mark } = await askCurrencies(question, { from, to, until });
  const all = { value: { from, to }, ...windows };
  const ways = waysOf(question.measures.map(measureOf), all, {
    keepsBuyers: isOver(shop, to) && orders <= MOST_ORDERS,
  });
  const figures = await countFigures({ ...question, mark, until }, all, ways);
  const figuresOf = { from, to, currency: shop.currency, ...windows, ...span, figures };
  return others.length > 0 ? { ...figuresOf, other_currencies: others } : figuresOf;
}

const unusable = { zh: '这个问题无法回答，详见 issues', en: 'This question cannot be answered; see issues' };

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

/** With the mark of the shop's data, which was read before. */
type MarkedQuestion = KeyFiguresQuestion & MarkedAsking;

const measureOf = (code: string): Measure => findMeasure(code)!;

async function countFigures(
  question: MarkedQuestion,
  windows: Windows,
  ways: Ways,
): Promise<KeyFigures['figures']> {
  const by = question.by as Step;
  const [together, apart] = await Promise.all([
    countTogether({ ...question, ways, windows, by }),
    Promise.all(ways.apart.map((measure) => countApart({ question, measure, windows }))),
  ]);
  const counted = [...ways.byDays, ...ways.byBuyers, ...ways.byWindows, ...ways.apart];
  const figures = [...together, ...apart];
  return question.measures.map(measureOf).map((it) => present(it, figures[counted.indexOf(it)]!, question));
}

function present(measure: Measure, { series, ...values }: Figure, { by, to }: KeyFiguresQuestion) {
  const name = (period: string) => periodName(period, by as Step, to);
  return {
    ...{ measure: measure.code, unit: measure.unit, ...values },
    series: series.map(({ period, value }) => ({ period: name(period), value })),
  };
}

interface One {
  readonly question: MarkedQuestion;
  readonly measure: Measure;
  readonly windows: Windows;
}

/** A question a window, and one for the series. */
async function countApart({ question, measure, windows }: One): Promise<Figure> {
  const { measures: _, by, ...rest } = question;
  const over = async (window: Window) => {
    if (window.from < firstDay) return null;
    return orThrow(await askRemembered({ ...rest, ...window, measure: measure.code }))[0]?.value ?? null;
  };
  const [series, value, previous, lastYear] = await Promise.all([
    askRemembered({ ...rest, measure: measure.code, by }),
    ...([over(windows.value), over(windows.previous), over(windows.last_year)] as const),
  ]);
  return { value, previous, last_year: lastYear, series: orThrow(series) };
}
