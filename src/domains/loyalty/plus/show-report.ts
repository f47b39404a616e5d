import type { PlusReport } from '../../../contract/plus.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { presentSavings } from './present-plus.ts';
import {
  type PlanCost,
  type PlanFigures,
  readCohorts,
  readPlanCosts,
  readPlanFigures,
} from './report-store.ts';

interface Reporting {
  readonly shopId: number;
  readonly timeZone: string;
  readonly currency: string;
  readonly now: Date;
}

/** Who has PLUS, what it brought and cost by plan, and how many renewed of those who began in a month. */
export async function showReport(tx: Tx, it: Reporting): Promise<PlusReport> {
  const { shopId, timeZone, currency, now } = it;
  const costs = await readPlanCosts(tx, shopId);
  const plans = (await readPlanFigures(tx, shopId, now)).map((of) => planOf(of, costs));
  const cohorts = Map.groupBy(await readCohorts(tx, shopId, { timeZone, at: now }), ({ month }) => month);
  return {
    ...{ currency, plans },
    cohorts: [...cohorts].map(([month, rows]) => ({
      ...{ month, size: rows[0]!.size },
      renewals: rows.map(({ due, renewed }) => ({ due, renewed, rate: shareOf(renewed, due) })),
    })),
  };
}

function planOf(it: PlanFigures, costs: readonly PlanCost[]): PlusReport['plans'][number] {
  const { trialing, active, cancelled, ended, trials, converted } = it;
  const cost = presentSavings(costs.filter(({ planId }) => planId === it.planId));
  return {
    ...{ plan_id: it.planId, plan: it.name, trialing, active, cancelled, ended, cost, trials, converted },
    ...{ revenue: { minor: it.minor, points: it.points }, revenue_worth_minor: it.worthMinor },
    cost_share: shareOf(cost.total_minor, it.worthMinor),
    conversion_rate: shareOf(converted, it.decided),
  };
}

/** Null: of nobody. */
const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
