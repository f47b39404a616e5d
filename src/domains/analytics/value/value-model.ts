import { scoresOfModel } from '../../../contract/score-kinds.ts';
import { ProblemError } from '../../../platform/errors.ts';
import { addDays } from '../metrics/days.ts';
import type { Asking } from '../metrics/question.ts';
import { dayOfLast } from '../people/usual-day.ts';
import { stabilityIndex } from '../scores/drift-rules.ts';
import { readLastNumber } from '../scores/read-last-number.ts';
import type { ModelRun, RunOutcome } from '../scores/run-store.ts';
import type { Drift, ModelWork, ScoreModel } from '../scores/score-model.ts';
import { askLast, askPatterns, askSpan } from './ask-purchases.ts';
import { type BandSum, bandSums } from './band-rules.ts';
import { binsOf, countIn, type Distribution } from './distribution.ts';
import { heldAgainst, inUnits } from './fit-purchases.ts';
import { noPurchases } from './fit-value.ts';
import { type Learned, learnValue, type ValueCheck } from './learn-value.ts';
import type { LearnedValue, ValueErrors } from './learned-value.ts';
import { findCountModel } from './models/models.ts';
import { scoreValue } from './score-value.ts';
import { settingsOf } from './value-settings.ts';
import type { ValueTotals } from './value-tally.ts';

/** Of the method of scoring: scores of another version are not comparable. */
const version = 1;

/** What a run of the model found, for its page: `findings` of the run. */
export interface ValueFindings {
  readonly first: string;
  readonly totals: ValueTotals;
  readonly bands: readonly BandSum[];
  readonly distribution: Distribution;
  readonly recent: Recent | null;
  readonly check: ValueCheck | null;
  readonly drift?: Drift;
}

/** The last four weeks, as the parameters would have had them. */
interface Recent {
  readonly predicted: number;
  readonly actual: number;
  readonly bias: number | null;
}

/** Customer lifetime value: what everybody who bought is expected to buy, spend and be worth. */
export const valueModel: ScoreModel = {
  name: 'value',
  version,
  label: { zh: '客户生命周期价值', en: 'Customer lifetime value' },
  scores: scoresOfModel('value'),
  async ready(asking, until) {
    const { last, orders } = await askLast(asking, until);
    if (last === null) return null;
    return { day: dayOfLast(last, until), size: orders };
  },
  run,
};

type Known = Pick<Learned, 'learned' | 'errors' | 'check'> &
  Pick<RunOutcome, 'fittedBy' | 'trainedFrom' | 'trainedTo'>;

async function run(work: ModelWork): Promise<RunOutcome & { readonly drift: Drift }> {
  const { asking, run, lastFit } = work;
  const span = await askSpan(asking, run.asOf);
  if (span === null) throw new ProblemError(noPurchases);
  await work.progress(0, 1);
  const known = lastFit === undefined ? await learn(work, span.first) : knownFrom(lastFit);
  const { learned, check } = known;
  const lastNumber = await readLastNumber(asking);
  const { rows, tally } = scoreValue({ ...work, asOf: run.asOf, learned, lastNumber });
  await work.write(rows);
  const before = (lastFit?.findings as ValueFindings | undefined)?.distribution;
  const distribution = countIn(tally.values(), before?.edges ?? binsOf(tally.values()));
  const recent = await lookBack(asking, learned, run.asOf);
  const { fittedBy, trainedFrom, trainedTo, errors } = known;
  const bands = bandSums(tally.values(), tally.purchases(), learned.settings);
  const totals = tally.totals();
  const findings: ValueFindings = { first: span.first, totals, bands, distribution, recent, check };
  return {
    ...{ fittedBy, trainedFrom, trainedTo, errors, findings, parameters: learned },
    ...{ sampleSize: learned.counts.customers, confidence: confidenceOf(learned) },
    drift: {
      psi: before === undefined ? null : stabilityIndex(before.counts, distribution.counts),
      error: changeOf(lastFit, recent),
    },
  };
}

async function learn({ asking, settings, run }: ModelWork, first: string): Promise<Known> {
  const found = await learnValue({ asking, asOf: run.asOf, first, settings: settingsOf(settings) });
  return { ...found, fittedBy: run.runId, trainedFrom: first, trainedTo: run.asOf };
}

const knownFrom = (it: ModelRun): Known => ({
  learned: it.parameters as LearnedValue,
  errors: it.errors as ValueErrors,
  check: (it.findings as ValueFindings).check,
  ...{ fittedBy: it.runId, trainedFrom: it.trainedFrom!, trainedTo: it.trainedTo! },
});

const confidenceOf = ({ counts, spending }: LearnedValue): 'low' | 'usual' =>
  counts.confidence === 'low' || spending.confidence === 'low' ? 'low' : 'usual';

const LOOK_BACK = 28;

/** The parameters held against the four weeks before the day: what weekly learning does not see, a change of habits, does. */
async function lookBack(asking: Asking, { counts }: LearnedValue, asOf: string): Promise<Recent | null> {
  const calibration = addDays(asOf, -LOOK_BACK);
  const patterns = await askPatterns(asking, { calibration, until: asOf });
  if (patterns.x.length === 0) return null;
  const model = findCountModel(counts.model)!;
  const given = { model, parameters: counts.parameters, counts: inUnits(patterns, 7), patterns };
  let [predicted, actual] = [0, 0];
  for (const it of heldAgainst(given, LOOK_BACK / 7)) {
    predicted += it.customers * it.predicted;
    actual += it.actual;
  }
  return { predicted, actual, bias: actual === 0 ? null : predicted / actual - 1 };
}

/** Of so few purchases a quarter more or less is chance. */
const ENOUGH = 100;

function changeOf(lastFit: ModelRun | undefined, now: Recent | null): number | null {
  const then = (lastFit?.findings as ValueFindings | undefined)?.recent ?? null;
  if (then === null || now === null || then.bias === null || now.bias === null) return null;
  return Math.min(then.actual, now.actual) < ENOUGH ? null : now.bias - then.bias;
}
