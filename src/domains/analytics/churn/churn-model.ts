import type { ChurnCheck } from '../../../contract/churn.ts';
import { scoresOfModel } from '../../../contract/score-kinds.ts';
import { ProblemError } from '../../../platform/errors.ts';
import { eachInTurn } from '../../../platform/give-way.ts';
import { addDays } from '../metrics/days.ts';
import { stabilityIndex } from '../scores/drift-rules.ts';
import { readLastNumber } from '../scores/read-last-number.ts';
import type { ModelRun, RunOutcome } from '../scores/run-store.ts';
import type { Drift, ModelWork, ScoreModel } from '../scores/score-model.ts';
import { askSpan } from '../value/ask-purchases.ts';
import { binsOf, countIn, type Distribution } from '../value/distribution.ts';
import { noPurchases } from '../value/fit-value.ts';
import { valueModel } from '../value/value-model.ts';
import { churnSettingsOf } from './churn-settings.ts';
import { featureRow } from './features.ts';
import { isLost } from './habits.ts';
import { type LearnedChurn, learnChurn, seenFrom } from './learn-churn.ts';
import { riskOf } from './logistic.ts';
import { type ChurnTotals, scoreChurn } from './score-churn.ts';

/** Of the method of scoring: scores of another version are not comparable. */
const version = 2;

/** What a run found, for its page: `findings` of the run. Names nobody. */
export interface ChurnFindings {
  readonly totals: ChurnTotals;
  readonly distribution: Distribution;
  readonly check: ChurnCheck | null;
  /** Lost in the last window, as these parameters would have had it. */
  readonly recent: { readonly predicted: number; readonly actual: number };
  readonly drift?: Drift;
}

/** Early warning of churn: who will not come back within the window, and why. */
export const churnModel: ScoreModel = {
  name: 'churn',
  version,
  label: { zh: '流失预警', en: 'Churn early warning' },
  scores: scoresOfModel('churn'),
  ready: valueModel.ready,
  run,
};

type Known = { readonly learned: LearnedChurn; readonly check: ChurnCheck | null } & Pick<
  RunOutcome,
  'fittedBy' | 'trainedFrom' | 'trainedTo'
>;

async function run(work: ModelWork): Promise<RunOutcome & { readonly drift: Drift }> {
  const { asking, run, lastFit } = work;
  const span = await askSpan(asking, run.asOf);
  if (span === null) throw new ProblemError(noPurchases);
  await work.progress(0, 1);
  const lastNumber = await readLastNumber(asking);
  const known = lastFit === undefined ? await learn(work, span.first, lastNumber) : knownFrom(lastFit);
  const { learned, check, ...trained } = known;
  const { rows, totals, risks } = scoreChurn({ ...work, asOf: run.asOf, learned, lastNumber });
  await work.write(rows);
  const before = lastFit?.findings as ChurnFindings | undefined;
  const distribution = countIn(risks(), before?.distribution.edges ?? binsOf(risks()));
  const recent = await lookBack(work, learned, lastNumber);
  const findings: ChurnFindings = { totals: totals(), distribution, check, recent };
  return {
    ...{ ...trained, findings, errors: check, parameters: learned },
    ...{ sampleSize: learned.customers, confidence: confidenceOf(known) },
    drift: {
      psi: before === undefined ? null : stabilityIndex(before.distribution.counts, distribution.counts),
      error: changeOf(before?.recent, recent),
    },
  };
}

async function learn(
  { asking, settings, run }: ModelWork,
  first: string,
  lastNumber: number,
): Promise<Known> {
  const learning = { asking, settings: churnSettingsOf(settings), first, asOf: run.asOf, lastNumber };
  return { ...(await learnChurn(learning)), fittedBy: run.runId, trainedFrom: first, trainedTo: run.asOf };
}

const knownFrom = (it: ModelRun): Known => ({
  ...{ learned: it.parameters as LearnedChurn, check: (it.findings as ChurnFindings).check },
  ...{ fittedBy: it.runId, trainedFrom: it.trainedFrom!, trainedTo: it.trainedTo! },
});

/** Of fewer who left, or who stayed, ten features say little. */
const ENOUGH = 100;

function confidenceOf({ learned, check }: Known): 'low' | 'usual' {
  const { customers, lost, model, windowDays, settings } = learned;
  const isShort = windowDays < settings.window_days;
  const isFew = Math.min(lost, customers - lost) < ENOUGH;
  return isFew || isShort || check === null || !model.converged ? 'low' : 'usual';
}

async function lookBack({ asking, run }: ModelWork, learned: LearnedChurn, lastNumber: number) {
  const { settings, windowDays, model, gap } = learned;
  const seen = await seenFrom({ asking, settings, lastNumber }, addDays(run.asOf, -windowDays), run.asOf);
  let [predicted, actual] = [0, 0];
  await eachInTurn(seen, (it) => {
    predicted += riskOf(model, featureRow(it, gap)).risk;
    actual += Number(isLost(it, settings.event));
  });
  return { predicted, actual };
}

type Recent = ChurnFindings['recent'];

function changeOf(then: Recent | undefined, now: Recent): number | null {
  if (then === undefined || Math.min(then.actual, now.actual) < ENOUGH) return null;
  return now.predicted / now.actual - then.predicted / then.actual;
}
