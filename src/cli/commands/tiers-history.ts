import { showCustomerTier } from '../../domains/loyalty/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { oneId } from '../points-options.ts';
import { tierHistoryPage } from '../say-tiers.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke tiers history ID`: a customer's tier, progress, and every move with its reason. */
export const command = engineCommand({
  name: 'tiers history',
  summary: { zh: '客户的等级、进度与每次变动的原因', en: 'tier of a customer, progress, every move and why' },
  arguments: [{ name: 'ID', summary: { zh: '客户编号', en: 'number of the customer' } }],
  options: { shop },
  async run({ platform, options, arguments: words, language, result }) {
    const { shopId, timeZone } = await shopOf(platform, options.shop);
    const customerId = oneId(words);
    const found = await withShop(platform.db, shopId, async (tx) =>
      orThrow(await showCustomerTier(tx, { shopId, customerId })),
    );
    result(found, () => tierHistoryPage(found, { language, timeZone }));
  },
});
