import type { NextPurchaseView } from '../../../contract/next-purchase.ts';
import type { Logistic } from '../churn/logistic.ts';
import { presentRun } from '../scores/present-scores.ts';
import type { ModelRun } from '../scores/run-store.ts';
import type { LearnedNext } from './learn-next.ts';
import type { NextFindings } from './next-model.ts';
import { LEVELS } from './score-next.ts';
import { nextFeatures } from './step-rules.ts';

/** A run of the model as its page shows it. */
export function presentNext(run: ModelRun): NextPurchaseView {
  const { windowDays, model } = run.parameters as LearnedNext;
  const { totals, check } = run.findings as NextFindings;
  const spans = model.steps.map((to, n) => ({ from: (model.steps[n - 1] ?? 0) + 1, to }));
  return {
    ...{ run: presentRun(run), window_days: windowDays, customers: totals.customers },
    ...{ buyers_7_days: totals.soon, buyers_30_days: totals.month },
    ahead: spans.map((span, n) => ({ ...span, customers: totals.steps[n]! })),
    levels: totals.levels.map((customers, n) => ({ from: LEVELS[n]!, to: LEVELS[n + 1]!, customers })),
    drivers: driversOf(model.chances, spans),
    gaps: {
      median_days: Math.exp(model.gaps.mean),
      within_factor: Math.exp(Math.sqrt(model.gaps.within)),
      between_factor: Math.exp(Math.sqrt(model.gaps.between)),
    },
    check,
  };
}

function driversOf(
  chances: readonly Logistic[],
  spans: readonly { from: number; to: number }[],
): NextPurchaseView['drivers'] {
  return nextFeatures.flatMap(({ code, label }, n) => {
    const weights = chances.flatMap(({ weights: all, covariance, deviations }, step) => {
      // The same for everybody (no events are sent, say): it was learnt from nothing.
      if (deviations[n] === 0) return [];
      const variance = covariance?.[n + 1]?.[n + 1];
      const error = variance === undefined ? null : Math.sqrt(Math.max(0, variance));
      return [{ ...spans[step]!, weight: all[n + 1]!, standard_error: error }];
    });
    return weights.length === 0 ? [] : [{ feature: code, label, weights }];
  });
}
