import type { TierCause, TierOutcome } from '../../../contract/tiers.ts';
import { withShopAgain } from '../../../platform/db/with-shop-again.ts';
import { fail, problem, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { AnalysedShop } from '../../analytics/index.ts';
import { type Evaluating, evaluateTiers } from './evaluate-tiers.ts';
import { lockTiers, standingRules } from './tier-rules-store.ts';

interface EvaluatingNow {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
  readonly cause: TierCause;
  readonly whole?: Evaluating['whole'];
}

/** Moves everybody, or some, by the rules that stand, and tells the other store. Problems: tier-rules-missing, tier-measure-not-counted. */
export async function evaluateNow(it: EvaluatingNow): Promise<Result<TierOutcome>> {
  const { platform, shop } = it;
  const done = await withShopAgain(platform.db, shop.shopId, async (tx) => {
    await lockTiers(tx, shop.shopId);
    const standing = await standingRules(tx, shop.shopId);
    if (standing === undefined) return fail(noTiers);
    return evaluateTiers(tx, { ...it, rules: standing.rules, version: standing.version });
  });
  if (done.ok && done.value.matrix.some(({ from, to }) => from !== to))
    await platform.mirror.payOff(shop.shopId);
  return done;
}

const noTiers = problem('tier-rules-missing', 409, {
  zh: '还没有设置会员等级 (shuke tiers apply)',
  en: 'There are no tiers yet; set their rules first (shuke tiers apply)',
});
