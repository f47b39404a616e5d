import { orThrow } from '../../../platform/errors.ts';
import type { RunOutcome } from '../scores/run-store.ts';
import type { Drift, ModelWork } from '../scores/score-model.ts';
import type { Listed } from '../scores/write-scores.ts';
import { type InterestsPlan, planInterests } from './plan-interests.ts';

/** What a run found: customers by score. Names nobody. */
interface RuleFindings {
  readonly customers: Readonly<Record<string, number>>;
}

/** Of fewer customers a share is nobody's habit but theirs. */
const ENOUGH = 100;

/**
 * A run of what learns nothing: rules over signs of interest as of a day. The parameters it is kept with are what the rules were, so that
 * two days can be compared knowing whether they changed between them.
 */
export async function runRules(
  { asking, platform, run, writeListed, progress }: ModelWork,
  of: (plan: InterestsPlan) => Promise<Listed & { readonly rules: unknown }>,
): Promise<RunOutcome & { readonly drift: Drift }> {
  await progress(0, 2);
  const plan = orThrow(await planInterests({ ...asking, platform, asOf: run.asOf }));
  const { rules, ...listed } = await of(plan);
  const findings: RuleFindings = { customers: await writeListed(listed) };
  await progress(1, 2);
  const { from: trainedFrom, halfLifeDays, cuts } = plan.asked;
  const sampleSize = Math.max(0, ...Object.values(findings.customers));
  return {
    ...{ fittedBy: run.runId, trainedFrom, trainedTo: run.asOf, findings },
    parameters: { half_life_days: halfLifeDays, price_cuts: cuts, rules },
    ...{ sampleSize, errors: null, confidence: sampleSize < ENOUGH ? 'low' : 'usual' },
    drift: { psi: null, error: null },
  };
}
