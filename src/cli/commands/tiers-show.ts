import { showTiers } from '../../domains/loyalty/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { tiersPage } from '../say-tiers.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke tiers show`: how many customers stand on each tier. */
export const command = engineCommand({
  name: 'tiers show',
  summary: { zh: '会员等级与各级人数', en: 'the tiers, and how many customers stand on each' },
  options: { shop },
  async run({ platform, options, language, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const found = await withShop(platform.db, shopId, (tx) => showTiers(tx, shopId));
    result(found, () => tiersPage(found, language));
  },
});
