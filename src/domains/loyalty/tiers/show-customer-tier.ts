import type { CustomerTier, TierRung } from '../../../contract/tiers.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { ok, type Result } from '../../../platform/errors.ts';
import { readPersonsOf } from '../../customers/index.ts';
import { presentCustomerTier } from './present-tiers.ts';
import { readMoves, readStandingOf } from './standing-store.ts';
import { standingRules } from './tier-rules-store.ts';

/** Where a customer stands. Problem: that of customers that are not there. */
export async function showCustomerTier(
  tx: Tx,
  { shopId, customerId }: { readonly shopId: number; readonly customerId: number },
): Promise<Result<CustomerTier>> {
  const personIds = await readPersonsOf(tx, shopId, customerId);
  if (!personIds.ok) return personIds;
  const rules = await standingRules(tx, shopId);
  const moves = await readMoves(tx, shopId, personIds.value);
  return ok(presentCustomerTier(rules?.rules, await readStandingOf(tx, shopId, customerId), moves));
}

/** Tier and progress without the moves, and the rung with what it brings; two statements, for pages that are asked for often. */
export async function ownTier(
  tx: Tx,
  { shopId, customerId }: { readonly shopId: number; readonly customerId: number },
): Promise<{ readonly tier: CustomerTier; readonly rung: TierRung | undefined }> {
  const rules = (await standingRules(tx, shopId))?.rules;
  const standing = rules && (await readStandingOf(tx, shopId, customerId));
  return {
    tier: presentCustomerTier(rules, standing, []),
    rung: rules?.ladder.find(({ code }) => code === standing?.tier),
  };
}
