import { eventLabel } from '../../../contract/event-labels.ts';
import { writeSteps } from '../../../contract/event-steps.ts';
import type { FunnelAnswer, FunnelBar } from '../../../contract/funnel.ts';
import { periodEnd, periodStarts } from '../metrics/days.ts';
import { shopDay } from '../people/shop-day.ts';
import type { FunnelQuestion } from './funnel-question.ts';
import type { FunnelPlan } from './funnel-sql.ts';

/** Counts of the whole, of one value, or of one period. Milliseconds. */
export interface Slice {
  readonly slice: 'all' | 'value' | 'period';
  readonly value: string;
  readonly reached: readonly number[];
  readonly spent: readonly number[];
  readonly medians: readonly number[];
  readonly done: readonly number[];
}

interface Found {
  readonly plan: FunnelPlan;
  readonly slices: readonly Slice[];
  readonly now: Date;
}

/** Values shown one by one. */
const MOST_VALUES = 50;

export function presentFunnel(question: FunnelQuestion, { plan, slices, now }: Found): FunnelAnswer {
  const { rule, from, to } = plan;
  const of = (slice: Slice['slice']) => slices.filter((it) => it.slice === slice);
  const all = of('all')[0] ?? nobody(rule.steps.length);
  const shown = of('value').slice(0, MOST_VALUES);
  const open = firstOpenDay(question, { plan, now });
  return {
    ...{ from, to, window: question.window, order: rule.order, attempt: rule.attempt },
    steps: rule.steps.map((step) => ({ step: writeSteps([step]), label: eventLabel(step.name) })),
    ...{ customers: all.reached[0]!, converted: all.reached.at(-1)! },
    conversion: ratio(all.reached.at(-1)!, all.reached[0]!),
    ...{ bars: barsOf(all), done: rule.order === 'any' ? [...all.done] : [], is_complete: to < open },
    values: shown.map((it) => ({ value: it.value, bars: barsOf(it) })),
    other_values: of('value').length > MOST_VALUES ? without(all, shown) : null,
    periods: plan.trend === undefined ? [] : periodsOf(of('period'), { plan, by: plan.trend, open }),
  };
}

const nobody = (steps: number): Slice => ({
  ...{ slice: 'all', value: '', reached: Array(steps).fill(0) },
  ...{ spent: Array(steps - 1).fill(0), medians: Array(steps - 1).fill(0), done: Array(steps).fill(0) },
});

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

const barsOf = ({ reached, spent, medians }: Slice): FunnelBar[] =>
  reached.map((customers, n) => ({
    customers,
    dropped: n + 1 < reached.length ? customers - reached[n + 1]! : 0,
    of_first: ratio(customers, reached[0]!),
    of_previous: n === 0 ? null : ratio(customers, reached[n - 1]!),
    mean_seconds: n === 0 || customers === 0 ? null : spent[n - 1]! / customers / 1000,
    median_seconds: n === 0 || customers === 0 ? null : medians[n - 1]! / 1000,
  }));

/** A customer has one value, so what is left is what the others come to. */
const without = (all: Slice, shown: readonly Slice[]): number[] =>
  all.reached.map((count, n) => shown.reduce((left, it) => left - it.reached[n]!, count));

/** The first shop day on which an attempt that begins has its window open now. */
function firstOpenDay({ shop }: FunnelQuestion, { plan, now }: Pick<Found, 'plan' | 'now'>): string {
  return shopDay(new Date(now.getTime() - plan.rule.windowMs), shop);
}

interface Trend {
  readonly plan: FunnelPlan;
  readonly by: 'day' | 'week' | 'month';
  readonly open: string;
}

/** Every period of the days, those in which nobody began too. */
function periodsOf(slices: readonly Slice[], { plan, by, open }: Trend): FunnelAnswer['periods'] {
  const found = new Map(slices.map((it) => [it.value, it]));
  return periodStarts(plan.from, plan.to, by).map((period) => {
    const { reached } = found.get(period) ?? nobody(plan.rule.steps.length);
    const last = [periodEnd(period, by), plan.to].sort()[0]!;
    const conversion = ratio(reached.at(-1)!, reached[0]!);
    return { period, reached: [...reached], conversion, is_complete: last < open };
  });
}
