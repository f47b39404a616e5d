import type { NewTierRules, TierOutcome, TierRules } from '../../../contract/tiers.ts';
import { withShopAgain } from '../../../platform/db/with-shop-again.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { AnalysedShop } from '../../analytics/index.ts';
import { recordAct } from '../../compliance/index.ts';
import { issuesOfTiers } from './check-rules.ts';
import { evaluateTiers, simulateTiers } from './evaluate-tiers.ts';
import { addTierRules, lockTiers, standingRules } from './tier-rules-store.ts';

export interface ChangingTiers {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
  readonly change: NewTierRules;
  readonly by: string;
}

/** Who would move where under other rules, and what the benefits of each tier would cost. Problems: tier-rules-invalid, tier-rules-changed, tier-measure-not-counted. */
export function simulateRules(it: ChangingTiers): Promise<Result<TierOutcome>> {
  const { platform, shop, change } = it;
  return withShopAgain(platform.db, shop.shopId, async (tx) => {
    const standing = await standingRules(tx, shop.shopId);
    const checked = checkChange(change, standing?.version ?? 0);
    if (!checked.ok) return checked;
    const { rules, version } = change;
    return simulateTiers(tx, { ...it, rules, version: version + 1, cause: 'rules', before: standing?.rules });
  });
}

/**
 * A new version of the rules, and everybody moved by it, in one transaction: whoever reads sees the old ladder with the old
 * standings or the new with the new. Problems: those of `simulateRules`.
 */
export async function applyRules(it: ChangingTiers): Promise<Result<TierOutcome>> {
  const { platform, shop, change } = it;
  const done = await withShopAgain(platform.db, shop.shopId, async (tx) => {
    await lockTiers(tx, shop.shopId);
    const before = await standingRules(tx, shop.shopId);
    const checked = checkChange(change, before?.version ?? 0);
    if (!checked.ok) return checked;
    const version = {
      ...{ version: change.version + 1, rules: change.rules, madeBy: it.by, madeAt: platform.clock.now() },
    };
    const renamed = renamedTiers(before?.rules, change.rules);
    const evaluating = { ...it, rules: change.rules, version: version.version, renamed };
    const moved = await evaluateTiers(tx, { ...evaluating, cause: 'rules' });
    if (!moved.ok) return moved;
    // Under the lock nobody else can have taken the number; what was moved must not stay without its rules.
    if (!(await addTierRules(tx, shop.shopId, version)))
      throw new Error('A version of tiers was taken twice');
    const { customers, up, down } = moved.value;
    await recordAct(tx, {
      ...{ shopId: shop.shopId, actor: it.by, act: 'tiers.rules', subject: 'tier-rules' },
      details: { version: version.version, customers, up, down },
    });
    return moved;
  });
  if (done.ok) await platform.mirror.payOff(shop.shopId);
  return done;
}

const renamedTiers = (before: TierRules | undefined, after: TierRules): string[] =>
  after.ladder
    .filter(({ code, name }) => before?.ladder.some((it) => it.code === code && it.name.zh !== name.zh))
    .map(({ code }) => code);

function checkChange({ rules, version }: NewTierRules, standing: number): Result<true> {
  const issues = issuesOfTiers(rules);
  if (issues.length > 0) return fail(problem('tier-rules-invalid', 422, invalid, issues));
  return version === standing ? ok(true) : fail(changedMeanwhile);
}

const invalid = { zh: '等级规则有误', en: 'These rules do not hold together' };

const changedMeanwhile = problem('tier-rules-changed', 409, {
  zh: '等级规则刚被别人修改，请刷新后再改',
  en: 'Somebody else has just changed the rules of tiers; load them anew and change them again',
});
