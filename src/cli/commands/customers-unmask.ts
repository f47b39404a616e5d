import { unmask } from '../../domains/customers/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { idList } from '../id-list.ts';
import { required, shop, text } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { table } from '../table.ts';
import { words } from '../trait-line.ts';

/** `shuke customers unmask ID --fields phone`: personal values in clear. The audit log has who looked, at what and why. */
export const command = engineCommand({
  name: 'customers unmask',
  summary: {
    zh: '查看个人信息明文 (须说明理由，记入审计日志)',
    en: 'see personal values in clear; needs a reason, and is recorded',
  },
  arguments: [{ name: 'ID', summary: { zh: '客户编号', en: 'number of the customer' } }],
  options: {
    shop,
    fields: required(
      text('A,B', {
        zh: '属性名，或 identity:<自然人编号>',
        en: 'names of traits, or identity:<person>',
      }),
    ),
    reason: required(text('TEXT', { zh: '理由，不含个人信息', en: 'why; no personal values' })),
  },
  async run({ platform, options, actor, arguments: ids, language, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const [customerId = 0] = idList(ids);
    const keys = await platform.keyring.forShop(shopId);
    const asked = { keys, shopId, customerId, actor, fields: words(options.fields) ?? [] };
    const unmasking = { ...asked, reason: options.reason, now: platform.clock.now() };
    const values = await withShop(platform.db, shopId, async (tx) => orThrow(await unmask(tx, unmasking)));
    const head = language === 'zh' ? ['属性', '值'] : ['field', 'value'];
    result({ values }, () =>
      table(
        head,
        values.map((it) => [it.field, it.value]),
      ),
    );
  },
});
