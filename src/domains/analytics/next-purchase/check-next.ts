import type { DayCheck, PropensityCheck } from '../../../contract/next-purchase.ts';
import { eachInTurn } from '../../../platform/give-way.ts';
import { judge } from '../churn/check-rules.ts';
import { gapOf, type Habits, recencyOf } from '../churn/habits.ts';
import { forecastNext, type NextPurchase } from './forecast-next.ts';
import type { Look, StepModel } from './learn-steps.ts';
import { recencyTable } from './recency-table.ts';
import { MONTH, SOON } from './step-rules.ts';

/** How a model did on days it had not seen. Pure. */

interface Held {
  readonly habits: Habits;
  readonly told: NextPurchase;
  readonly knownDays: number;
}

/** A model learnt from `seen`, held against `looks` at days behind all that it saw. */
export async function checkNext(model: StepModel, seen: readonly Look[], looks: readonly Look[]) {
  const held: Held[] = [];
  for (const { habits, knownDays } of looks)
    await eachInTurn(habits, (it) => {
      held.push({ habits: it, told: forecastNext(model, it), knownDays });
    });
  const windowDays = model.steps.at(-1)!;
  const propensities = [SOON, MONTH]
    .filter((days) => days <= windowDays)
    .map((days) => checkPropensity({ days, seen }, held));
  return {
    propensities,
    days: checkDays(
      model,
      held.filter((it) => it.knownDays >= windowDays),
    ),
  };
}

function checkPropensity(
  { days, seen }: { readonly days: number; readonly seen: readonly Look[] },
  held: readonly Held[],
): PropensityCheck {
  const known = held.filter((it) => it.knownDays >= days);
  const share = recencyTable(seen, days);
  const judged = judge(
    known.map(({ habits, told }) => ({
      risk: (days === SOON ? told.soon : told.month).value,
      recency: -recencyOf(habits),
      lost: buysBy(habits, days),
    })),
  );
  const missed = known.map(({ habits }) => (share(recencyOf(habits)) - Number(buysBy(habits, days))) ** 2);
  const { model, recency_rule: rule } = judged;
  return {
    ...{ days, customers: judged.customers, bought: judged.lost },
    model: { auc: model.auc, lift: model.lift, brier: judged.brier },
    recency_rule: { auc: rule.auc, lift: rule.lift, brier: meanOf(missed) },
    tenths: judged.tenths.map(({ lift: _, ...tenth }) => tenth),
  };
}

const buysBy = ({ nextDays }: Habits, days: number): boolean => nextDays !== null && nextDays <= days;

const meanOf = (all: readonly number[]): number =>
  all.reduce((sum, it) => sum + it, 0) / Math.max(1, all.length);

function checkDays({ steps, gap }: StepModel, held: readonly Held[]): DayCheck | null {
  const windowDays = steps.at(-1)!;
  const bought = held.filter(({ habits }) => buysBy(habits, windowDays));
  if (bought.length === 0) return null;
  const rule = (it: Habits) =>
    Math.max(1, Math.min(windowDays, Math.round((gapOf(it) ?? gap) - recencyOf(it))));
  const mean = (of: (it: Held, day: number) => number) =>
    meanOf(bought.map((it) => of(it, it.habits.nextDays!)));
  return {
    customers: bought.length,
    mean_error: mean(({ told }, day) => Math.abs(told.days.value - day)),
    mean_error_of_rule: mean(({ habits }, day) => Math.abs(rule(habits) - day)),
    coverage: mean(({ told: { days } }, day) => Number(days.low <= day && day <= days.high)),
    mean_width: mean(({ told: { days } }) => days.high - days.low + 1),
  };
}
