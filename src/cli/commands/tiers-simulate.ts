import { readTierRules, simulateRules } from '../../domains/loyalty/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { readTierRulesFile, rulesFile } from '../read-tier-rules.ts';
import { outcomePage } from '../say-tiers.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke tiers simulate`: who would move where under the rules of a file. */
export const command = engineCommand({
  name: 'tiers simulate',
  summary: {
    zh: '试算：新规则下每位客户的去向与权益成本，不作改动',
    en: 'who would move where under other rules, at what cost; changes nothing',
  },
  options: { shop, rules: rulesFile },
  async run({ platform, options, actor, cwd, language, result }) {
    const it = await shopOf(platform, options.shop);
    const rules = await readTierRulesFile(cwd, options.rules);
    const [standing] = await withShop(platform.db, it.shopId, (tx) => readTierRules(tx, it.shopId));
    const change = { rules, version: standing?.version ?? 0 };
    const done = orThrow(await simulateRules({ platform, shop: it, change, by: actor }));
    result(done, () => outcomePage(done, { language, currency: it.currency }));
  },
});
