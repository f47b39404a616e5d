import { orThrow } from '../../../platform/errors.ts';
import type { Asking } from '../metrics/question.ts';
import { readLastNumber } from '../scores/read-last-number.ts';
import type { RunOutcome } from '../scores/run-store.ts';
import type { Drift, ModelWork } from '../scores/score-model.ts';
import { windowsTo } from '../scores/windows-ahead.ts';
import type { Listed } from '../scores/write-scores.ts';
import { type InterestsPlan, planInterests } from './plan-interests.ts';
import { type Among, signedSql } from './signs-sql.ts';

/** What a run found: customers by score. Names nobody. */
interface RuleFindings {
  readonly customers: Readonly<Record<string, number>>;
}

/** Of fewer customers a share is nobody's habit but theirs. */
const ENOUGH = 100;

async function countSigned({ clickhouse, shop, signal }: Asking, plan: InterestsPlan): Promise<number> {
  const { at, bound } = plan.bound('n');
  const [row] = await clickhouse.query<{ customers: string }>({
    sql: signedSql(at),
    ...{ shopId: shop.shopId, params: bound.params, seconds: 120 },
    ...(signal && { signal }),
  });
  return Number(row!.customers);
}

/** Rules that a run is kept with, so that two days can be compared knowing whether they changed, and the scores of a window of customers by them. */
export interface RulesOfRun {
  readonly rules: unknown;
  readonly scores: (among: Among) => Listed;
}

/**
 * A run of what learns nothing: rules over signs of interest as of a day. Window by window: of 20 M events and a million customers all at once it
 * ran out of memory to work in, and took three times as long.
 */
export async function runRules(
  { asking, platform, run, writeListed, progress }: ModelWork,
  of: (plan: InterestsPlan) => RulesOfRun | Promise<RulesOfRun>,
): Promise<RunOutcome & { readonly drift: Drift }> {
  await progress(0, 1);
  const plan = orThrow(await planInterests({ ...asking, platform, asOf: run.asOf }));
  const { rules, scores } = await of(plan);
  const lastNumber = await readLastNumber(asking);
  const windows = async function* () {
    for (const window of windowsTo(lastNumber)) {
      yield scores(window);
      await progress(window.last, lastNumber);
    }
  };
  const findings: RuleFindings = { customers: await writeListed(windows()) };
  const { from: trainedFrom, halfLifeDays, cuts } = plan.asked;
  const sampleSize = await countSigned(asking, plan);
  return {
    ...{ fittedBy: run.runId, trainedFrom, trainedTo: run.asOf, findings },
    parameters: { half_life_days: halfLifeDays, price_cuts: cuts, rules },
    ...{ sampleSize, errors: null, confidence: sampleSize < ENOUGH ? 'low' : 'usual' },
    drift: { psi: null, error: null },
  };
}
