import type { NewPlan, PlanChange, PlanTerms } from '../../../contract/plus.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, type Problem, type Result } from '../../../platform/errors.ts';
import { personalKindOf, recordAct } from '../../compliance/index.ts';
import { addPlan, type Plan, readPlan, writePlan } from './plan-store.ts';
import { noSuchPlan, personalTerms, planChanged, trialTooShort, twiceTheCoupon } from './plus-problems.ts';

/** Who changes plans, and when. */
interface Changing {
  readonly shopId: number;
  readonly by: string;
  readonly now: Date;
}

/** So that notice of five days before the end of a trial has two days to leave. */
const SHORTEST_TRIAL = 7;

/** A new plan, on the audit log. Problems: plus-trial-too-short, plus-coupon-twice, personal-value. */
export async function makePlan(tx: Tx, it: Changing & { readonly plan: NewPlan }): Promise<Result<Plan>> {
  const { shopId, by, now } = it;
  const { terms, is_offered: isOffered } = it.plan;
  const refused = whyNot(terms);
  if (refused !== undefined) return fail(refused);
  const planId = await addPlan(tx, shopId, { terms, isOffered, by, now });
  return ok(await noted(tx, it, { planId, act: 'plus.add-plan' }));
}

/**
 * A next version of the terms. Whoever subscribed keeps those they bought until they renew. Problems: no-such-plan,
 * plan-changed, and those of a new one.
 */
export async function changePlan(
  tx: Tx,
  it: Changing & { readonly planId: number; readonly change: PlanChange },
): Promise<Result<Plan>> {
  const { shopId, planId, by, now } = it;
  const { terms, is_offered: isOffered, version } = it.change;
  if ((await readPlan(tx, shopId, { planId })) === undefined) return fail(noSuchPlan);
  const refused = whyNot(terms);
  if (refused !== undefined) return fail(refused);
  const isWritten = await writePlan(tx, shopId, { planId, version, terms, isOffered, by, now });
  return isWritten ? ok(await noted(tx, it, { planId, act: 'plus.change-plan' })) : fail(planChanged);
}

function whyNot({ trial_days: days, coupons, name, member_prices: prices }: PlanTerms): Problem | undefined {
  if (days > 0 && days < SHORTEST_TRIAL) return trialTooShort;
  const codes = coupons.map(({ coupon }) => coupon);
  if (new Set(codes).size < codes.length) return twiceTheCoupon;
  const rules = prices.flatMap((it) => [it.name.zh, it.name.en, ...it.category]);
  const isPersonal = [name.zh, name.en, ...codes, ...rules].some((it) => personalKindOf(it) !== undefined);
  return isPersonal ? personalTerms : undefined;
}

async function noted(
  tx: Tx,
  { shopId, by }: Changing,
  { planId, act }: { readonly planId: number; readonly act: string },
): Promise<Plan> {
  const plan = (await readPlan(tx, shopId, { planId }))!;
  const details = { version: plan.version, is_offered: plan.isOffered };
  await recordAct(tx, { shopId, actor: by, act, subject: `plus-plan:${planId}`, details });
  return plan;
}
