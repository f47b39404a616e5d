import type { RecommendationCheck } from '../../../contract/recommendations.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { ProblemError } from '../../../platform/errors.ts';
import { stabilityIndex } from '../scores/drift-rules.ts';
import { readLastNumber } from '../scores/read-last-number.ts';
import { type ModelRun, type RunOutcome, readCurrentRun } from '../scores/run-store.ts';
import type { Drift, ModelWork, ScoreModel } from '../scores/score-model.ts';
import { askSpan } from '../value/ask-purchases.ts';
import { noPurchases } from '../value/fit-value.ts';
import { valueModel } from '../value/value-model.ts';
import { countAllLooks } from './count-looks.ts';
import { readInteractions } from './interactions.ts';
import { MOST_CUSTOMERS } from './interactions-sql.ts';
import { holdoutOf, isUnsure, type LearnedMix, learnMix, METHOD_VERSION } from './learn-recommender.ts';
import { learn, type Recommender } from './methods.ts';
import type { Mix } from './mix-rules.ts';
import { pack } from './pack-recommender.ts';
import { keepRecommender } from './recommender-store.ts';

/** What a run found, for its page: `findings` of the run. Names nobody. */
export interface RecommendFindings {
  readonly customers: number;
  readonly isSample: boolean;
  readonly products: number;
  readonly check: RecommendationCheck | null;
  /** What was sought in the last 30 days: products, and customers who bought each. */
  readonly sought: { readonly products: readonly number[]; readonly customers: readonly number[] };
  readonly drift?: Drift;
}

/**
 * Recommendations. It gives customers no scores: what lists are made of is learnt anew every day, the mix once a week or when
 * what is sought has changed.
 */
export const recommendModel: ScoreModel = {
  name: 'recommendation',
  version: METHOD_VERSION,
  label: { zh: '个性化推荐', en: 'Recommendations' },
  scores: [],
  ready: valueModel.ready,
  run,
};

type Known = LearnedMix & Pick<RunOutcome, 'fittedBy' | 'trainedFrom' | 'trainedTo'>;

async function run(work: ModelWork): Promise<RunOutcome & { readonly drift: Drift }> {
  const { asking, platform, run, lastFit } = work;
  const { asOf } = run;
  const span = await askSpan(asking, asOf);
  if (span === null) throw new ProblemError(noPurchases);
  await work.progress(0, 3);
  const known = lastFit === undefined ? await choose(work, span.first) : knownFrom(lastFit);
  await work.progress(1, 3);
  const told = await readInteractions(asking, { calibration: asOf, until: asOf });
  const recommender = await learn(told);
  const kept = { runId: run.runId, body: pack({ ...recommender, mix: known.mix }) };
  await withShop(platform.db, asking.shop.shopId, (tx) => keepRecommender(tx, asking.shop.shopId, kept));
  await countLooks(work, recommender);
  const { mix, check, ...trained } = known;
  const sought = soughtOf(recommender);
  const before = (lastFit?.findings as RecommendFindings | undefined)?.sought;
  const findings: RecommendFindings = {
    ...{ customers: told.customers.length, isSample: told.customers.length === MOST_CUSTOMERS },
    ...{ products: told.products.length, check, sought },
  };
  return {
    ...{ ...trained, findings, errors: check, parameters: { mix } },
    ...{ sampleSize: told.customers.length, confidence: isUnsure(check) ? 'low' : 'usual' },
    drift: { psi: before === undefined ? null : changeOf(before, recommender), error: null },
  };
}

/** Events may be written so long after they were received. */
const LATE_MS = 60 * 60_000;

/** What everybody looked at of late, for lists that are served. The last third of a run. */
async function countLooks(
  { asking, platform, run, lastFit, progress }: ModelWork,
  { products }: Recommender,
): Promise<void> {
  const { shopId } = asking.shop;
  const lastNumber = await readLastNumber(asking);
  // Once a week of everybody; between, of those who were seen since the run before.
  const before = await withShop(platform.db, shopId, (tx) =>
    readCurrentRun(tx, shopId, { model: 'recommendation' }),
  );
  const begun = lastFit === undefined ? undefined : before?.startedAt?.getTime();
  const since = begun === undefined ? undefined : new Date(begun - LATE_MS);
  const counting = { platform, asking, asOf: run.asOf, products: [...products], since, lastNumber };
  await countAllLooks({ ...counting, progress: (seen) => progress(2 * lastNumber + seen, 3 * lastNumber) });
}

async function choose({ asking, run }: ModelWork, first: string): Promise<Known> {
  const holdoutDays = holdoutOf(first, run.asOf);
  const { mix, check } = await learnMix(asking, { asOf: run.asOf, holdoutDays });
  return { mix, check, fittedBy: run.runId, trainedFrom: first, trainedTo: run.asOf };
}

const knownFrom = (it: ModelRun): Known => ({
  ...{ mix: (it.parameters as { mix: Mix }).mix, check: (it.findings as RecommendFindings).check },
  ...{ fittedBy: it.runId, trainedFrom: it.trainedFrom!, trainedTo: it.trainedTo! },
});

/** Bins of the index: the twenty most sought when the mix was chosen, and all others. */
const MOST_SOUGHT = 20;

function soughtOf({ products, recent }: Recommender): RecommendFindings['sought'] {
  const first = [...recent.keys()].sort((a, b) => recent[b]! - recent[a]!).slice(0, MOST_SOUGHT);
  return {
    products: first.map((place) => products[place]!),
    customers: [...first.map((place) => recent[place]!), sum(recent) - sum(first.map((it) => recent[it]!))],
  };
}

const sum = (all: Iterable<number>): number => [...all].reduce((total, it) => total + it, 0);

/** Whether what is sought now is still what was sought when the mix was chosen. */
function changeOf(before: RecommendFindings['sought'], { products, recent }: Recommender): number | null {
  const now = new Map([...products].map((product, place) => [product, recent[place]!]));
  const same = before.products.map((product) => now.get(product) ?? 0);
  return stabilityIndex(before.customers, [...same, sum(recent) - sum(same)]);
}
