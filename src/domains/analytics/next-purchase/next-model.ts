import type { NextPurchaseCheck } from '../../../contract/next-purchase.ts';
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
import { forecastNext } from './forecast-next.ts';
import { type LearnedNext, learnNext, seenOn } from './learn-next.ts';
import { type NextTotals, scoreNext } from './score-next.ts';
import { HORIZON, MONTH } from './step-rules.ts';

/** Of the method of scoring: scores of another version are not comparable. */
const version = 1;

/** What a run found, for its page: `findings` of the run. Names nobody. */
export interface NextFindings {
  readonly totals: NextTotals;
  readonly distribution: Distribution;
  readonly check: NextPurchaseCheck | null;
  /** Buyers of the last 30 days, as these parameters would have had them. */
  readonly recent: { readonly predicted: number; readonly actual: number };
  readonly drift?: Drift;
}

/** Next purchase: when each customer buys next, and how likely within 7 and 30 days. */
export const nextModel: ScoreModel = {
  name: 'next-purchase',
  version,
  label: { zh: '下次购买', en: 'Next purchase' },
  scores: scoresOfModel('next-purchase'),
  ready: valueModel.ready,
  run,
};

type Known = { readonly learned: LearnedNext; readonly check: NextPurchaseCheck | null } & Pick<
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
  const { rows, totals, chances } = scoreNext({ ...work, asOf: run.asOf, learned, lastNumber });
  await work.write(rows);
  const before = lastFit?.findings as NextFindings | undefined;
  const distribution = countIn(chances(), before?.distribution.edges ?? binsOf(chances()));
  const recent = await lookBack(work, learned, lastNumber);
  const findings: NextFindings = { totals: totals(), distribution, check, recent };
  return {
    ...{ ...trained, findings, errors: check, parameters: learned },
    ...{ sampleSize: learned.looks, confidence: confidenceOf(known) },
    drift: {
      psi: before === undefined ? null : stabilityIndex(before.distribution.counts, distribution.counts),
      error: changeOf(before?.recent, recent),
    },
  };
}

async function learn({ asking, run }: ModelWork, first: string, lastNumber: number): Promise<Known> {
  const found = await learnNext({ asking, first, asOf: run.asOf, lastNumber });
  return { ...found, fittedBy: run.runId, trainedFrom: first, trainedTo: run.asOf };
}

const knownFrom = (it: ModelRun): Known => ({
  ...{ learned: it.parameters as LearnedNext, check: (it.findings as NextFindings).check },
  ...{ fittedBy: it.runId, trainedFrom: it.trainedFrom!, trainedTo: it.trainedTo! },
});

/** Of fewer purchases, or fewer looks at whoever bought none, ten features say little. */
const ENOUGH = 100;

function confidenceOf({ learned, check }: Known): 'low' | 'usual' {
  const { looks, bought, model, windowDays } = learned;
  const isFew = Math.min(bought, looks - bought) < ENOUGH;
  const isShort = windowDays < HORIZON;
  return isFew || isShort || check === null || model.chances.some((it) => !it.converged) ? 'low' : 'usual';
}

async function lookBack({ asking, run }: ModelWork, { model }: LearnedNext, lastNumber: number) {
  const seen = await seenOn({ asking, lastNumber }, addDays(run.asOf, -MONTH), run.asOf);
  let [predicted, actual] = [0, 0];
  await eachInTurn(seen, (it) => {
    predicted += forecastNext(model, it).month.value;
    actual += Number(it.nextDays !== null);
  });
  return { predicted, actual };
}

type Recent = NextFindings['recent'];

function changeOf(then: Recent | undefined, now: Recent): number | null {
  if (then === undefined || Math.min(then.actual, now.actual) < ENOUGH) return null;
  return now.predicted / now.actual - then.predicted / then.actual;
}
