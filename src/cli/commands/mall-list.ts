import { presentItem, readItems } from '../../domains/loyalty/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { itemTable } from '../say-mall.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke mall list`: what the points mall offers, with its stock. */
export const command = engineCommand({
  name: 'mall list',
  summary: { zh: '积分商城的商品与库存', en: 'what the points mall offers, with its stock' },
  options: { shop },
  async run({ platform, options, language, result }) {
    const { shopId, currency } = await shopOf(platform, options.shop);
    const items = (await withShop(platform.db, shopId, (tx) => readItems(tx, shopId))).map(presentItem);
    result({ items }, () => itemTable(items, { language, currency }));
  },
});
