import { unmergeCustomers } from '../../domains/customers/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { idList } from '../id-list.ts';
import { shop, text } from '../option.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke customers unmerge EDGE...`: undoes joins exactly, and keeps the two apart from then on. */
export const command = engineCommand({
  name: 'customers unmerge',
  summary: { zh: '撤销合并，此后不再自动合并', en: 'undo joins exactly, and keep them apart from then on' },
  arguments: [
    {
      name: 'EDGE',
      many: true,
      summary: {
        zh: '合并依据的编号，由 customers merge 给出',
        en: 'ids of the joins, as customers merge gave them',
      },
    },
  ],
  options: { shop, reason: text('TEXT', { zh: '理由，不含个人信息', en: 'why; no personal values' }) },
  async run({ platform, options, actor, arguments: words, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const unmerge = { shopId, edgeIds: idList(words), by: actor, reason: options.reason };
    const { customerIds } = await withShop(platform.db, shopId, async (tx) =>
      orThrow(await unmergeCustomers(tx, unmerge)),
    );
    await platform.mirror.payOff(shopId);
    result({ customer_ids: customerIds }, () => `${customerIds.join(', ')}\n`);
  },
});
