import { applyRules, readTierRules } from '../../domains/loyalty/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { readTierRulesFile, rulesFile } from '../read-tier-rules.ts';
import { outcomePage } from '../say-tiers.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke tiers apply`: a new version of the rules, and everybody moved by it. */
export const command = engineCommand({
  name: 'tiers apply',
  summary: {
    zh: '启用新规则：存为一个版本并立即为所有客户定级',
    en: 'make rules the ones that stand, and move everybody by them',
  },
  options: { shop, rules: rulesFile },
  async run({ platform, options, actor, cwd, language, result }) {
    const it = await shopOf(platform, options.shop);
    const rules = await readTierRulesFile(cwd, options.rules);
    const [standing] = await withShop(platform.db, it.shopId, (tx) => readTierRules(tx, it.shopId));
    const change = { rules, version: standing?.version ?? 0 };
    const done = orThrow(await applyRules({ platform, shop: it, change, by: actor }));
    result(done, () => outcomePage(done, { language, currency: it.currency }));
  },
});
