import { sql } from 'kysely';
import type { PlanTerms } from '../../../contract/plus.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import { tellPlanName } from '../../segments/index.ts';
import type { Subscription } from './subscription-store.ts';

/** A plan with the terms of one version. */
export interface Plan {
  readonly planId: number;
  readonly version: number;
  readonly isOffered: boolean;
  readonly terms: PlanTerms;
  readonly madeAt: Date;
}

const plans = (shopId: number) => sql`
  select p.plan_id as "planId", t.version, p.is_offered as "isOffered", t.terms, t.made_at as "madeAt"
  from loyalty.plus_plans p join loyalty.plus_terms t on t.shop_id = p.shop_id and t.plan_id = p.plan_id
  where p.shop_id = ${shopId} and t.shop_id = ${shopId}`;

/** As they are sold now: those that are offered first, then the newest; at most 200. */
export async function readPlans(tx: Tx, shopId: number): Promise<Plan[]> {
  const { rows } = await sql<Plan>`${prepared}
    ${plans(shopId)} and t.version = p.version order by p.is_offered desc, p.plan_id desc limit 200`.execute(
    tx,
  );
  return rows;
}

/** Of the version, or as it is sold now. */
export async function readPlan(
  tx: Tx,
  shopId: number,
  { planId, version }: { readonly planId: number; readonly version?: number | undefined },
): Promise<Plan | undefined> {
  const { rows } = await sql<Plan>`
    ${plans(shopId)} and p.plan_id = ${planId} and t.version = ${version ?? sql`p.version`}`.execute(tx);
  return rows[0];
}

/** What the next period of a subscription is of: the plan that was chosen for it, as the customer was told, otherwise as it is sold now. */
export const readNextPlan = async (
  tx: Tx,
  shopId: number,
  it: Pick<Subscription, 'planId' | 'nextPlanId' | 'toldVersion'>,
): Promise<Plan> =>
  (await readPlan(tx, shopId, {
    planId: it.nextPlanId ?? it.planId,
    version: it.toldVersion ?? undefined,
  }))!;

interface Writing {
  readonly terms: PlanTerms;
  readonly isOffered: boolean;
  readonly by: string;
  readonly now: Date;
}

export async function addPlan(tx: Tx, shopId: number, it: Writing): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into loyalty.plus_plans (shop_id, is_offered, made_by, made_at)
    values (${shopId}, ${it.isOffered}, ${it.by}, ${it.now}) returning plan_id as id`.execute(tx);
  await addTerms(tx, shopId, { ...it, planId: rows[0]!.id, version: 1 });
  return rows[0]!.id;
}

/** False: somebody changed that version before. */
export async function writePlan(
  tx: Tx,
  shopId: number,
  it: Writing & { readonly planId: number; readonly version: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update loyalty.plus_plans set version = version + 1, is_offered = ${it.isOffered}
    where shop_id = ${shopId} and plan_id = ${it.planId} and version = ${it.version}`.execute(tx);
  if (numAffectedRows !== 1n) return false;
  await addTerms(tx, shopId, { ...it, version: it.version + 1 });
  return true;
}

/** The next version; segments call the plan by its name from now on. */
async function addTerms(
  tx: Tx,
  shopId: number,
  it: Writing & { readonly planId: number; readonly version: number },
): Promise<void> {
  await sql`insert into loyalty.plus_terms (shop_id, plan_id, version, terms, made_by, made_at)
    values (${shopId}, ${it.planId}, ${it.version}, ${JSON.stringify(it.terms)}::jsonb, ${it.by}, ${it.now})`.execute(
    tx,
  );
  await tellPlanName(tx, shopId, { planId: it.planId, name: it.terms.name });
}
