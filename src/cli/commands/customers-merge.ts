import {
  mergeCustomers,
  presentMerged,
  presentPreview,
  previewMerge,
} from '../../domains/customers/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { idList } from '../id-list.ts';
import { previewPage } from '../merge-preview.ts';
import { flag, shop, text } from '../option.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke customers merge ID ID...`: one human known as several customers becomes one; `unmerge` undoes it exactly. */
export const command = engineCommand({
  name: 'customers merge',
  summary: { zh: '合并客户，可撤销', en: 'join customers into one; can be undone' },
  arguments: [
    {
      name: 'ID',
      many: true,
      summary: { zh: '客户编号，至少两个', en: 'numbers of the customers, two at least' },
    },
  ],
  options: {
    shop,
    reason: text('TEXT', { zh: '理由，不含个人信息', en: 'why; no personal values' }),
    preview: flag({ zh: '只看结果，不合并', en: 'show what would come of it, and change nothing' }),
    'lift-never': flag({ zh: '即使此前拆分过也合并', en: 'also where they were split before' }),
  },
  async run({ platform, options, actor, arguments: words, language, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const customerIds = idList(words);
    if (options.preview) {
      const seen = await withShop(platform.db, shopId, async (tx) =>
        orThrow(await previewMerge(tx, shopId, customerIds)),
      );
      return result(presentPreview(seen), () => previewPage(seen, language));
    }
    const { reason, 'lift-never': liftNever } = options;
    const merged = await withShop(platform.db, shopId, async (tx) =>
      orThrow(await mergeCustomers(tx, { shopId, customerIds, by: actor, reason, liftNever })),
    );
    await platform.mirror.payOff(shopId);
    const undo = `shuke customers unmerge ${merged.edgeIds.join(' ')} --shop ${options.shop}`;
    result(presentMerged(merged), () => `${customerIds.join(' + ')} -> ${merged.customerId}\n${undo}\n`);
  },
});
