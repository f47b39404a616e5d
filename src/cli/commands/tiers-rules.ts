import { placesOf } from '../../contract/currency.ts';
import { presentTierRules, readTierRules, usualRules } from '../../domains/loyalty/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { engineCommand } from '../command.ts';
import { flag, shop } from '../option.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke tiers rules`: every version, newest first; in text the rules that stand, or usual ones to begin with. */
export const command = engineCommand({
  name: 'tiers rules',
  summary: { zh: '查看等级规则 (JSON)', en: 'show the rules of tiers (JSON)' },
  options: {
    shop,
    usual: flag({ zh: '打印常用规则，可存为文件修改', en: 'print usual rules, to begin with' }),
  },
  async run({ platform, options, result }) {
    const { shopId, currency } = await shopOf(platform, options.shop);
    const versions = await withShop(platform.db, shopId, (tx) => readTierRules(tx, shopId));
    const usual = usualRules(10 ** placesOf(currency));
    const shown = options.usual ? usual : (versions[0]?.rules ?? null);
    const document = { versions: versions.map(presentTierRules), usual };
    result(document, () => `${JSON.stringify(shown, null, 2)}\n`);
  },
});
