import type { Static } from 'typebox';
import type { tierDistribution } from '../../../contract/tiers.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { countStandings, readEvaluations } from './standing-store.ts';
import { standingRules } from './tier-rules-store.ts';

/** How many customers stand on each tier, and when everybody was last asked. */
export async function showTiers(tx: Tx, shopId: number): Promise<Static<typeof tierDistribution>> {
  const rules = await standingRules(tx, shopId);
  const counted = await countStandings(tx, shopId);
  const evaluations = await readEvaluations(tx, shopId, 20);
  return {
    version: rules?.version ?? 0,
    tiers: (rules?.rules.ladder ?? []).map((rung) => {
      const { customers, atRisk } = counted.get(rung.code) ?? { customers: 0, atRisk: 0 };
      return { ...rung, customers, at_risk: atRisk };
    }),
    evaluations: evaluations.map(({ at, tookMs, ...it }) => ({
      ...{ ...it, at: at.toISOString(), took_ms: tookMs },
    })),
  };
}
