import { presentUnmerged, splitCustomer } from '../../domains/customers/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { idList } from '../id-list.ts';
import { required, shop, text } from '../option.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke customers split ID --persons N,N`: splits persons off a customer, whatever joins them, and keeps them apart. */
export const command = engineCommand({
  name: 'customers split',
  summary: {
    zh: '拆分客户，此后不再自动合并',
    en: 'split persons off a customer, and keep them apart from then on',
  },
  arguments: [{ name: 'ID', summary: { zh: '客户编号', en: 'number of the customer' } }],
  options: {
    shop,
    persons: required(
      text('N,N', {
        zh: '要拆出的自然人编号，见 customers show',
        en: 'persons to split off, as customers show numbers them',
      }),
    ),
    reason: required(text('TEXT', { zh: '理由，不含个人信息', en: 'why; no personal values' })),
  },
  async run({ platform, options, actor, arguments: words, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const [customerId = 0] = idList(words);
    const persons = idList(options.persons.split(',').map((word) => word.trim()));
    const split = { shopId, customerId, persons, by: actor, reason: options.reason };
    const made = await withShop(platform.db, shopId, async (tx) => orThrow(await splitCustomer(tx, split)));
    await platform.mirror.payOff(shopId);
    result(presentUnmerged(made), () => `${made.customerIds.join(', ')}\n`);
  },
});
