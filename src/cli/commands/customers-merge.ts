import {
  type MergePreview,
  mergeCustomers,
  presentMerged,
  presentPreview,
  previewMerge,
} from '../../domains/customers/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand, type Language } from '../command.ts';
import { idList } from '../id-list.ts';
import { flag, shop, text } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { kindWord } from '../words.ts';

/** `shuke customers merge ID ID...`: one human known as several customers becomes one; `unmerge` undoes it exactly. */
export const command = engineCommand({
  name: 'customers merge',
  summary: { zh: '合并客户, 可撤销', en: 'join customers into one; can be undone' },
  arguments: [
    {
      name: 'ID',
      many: true,
      summary: { zh: '客户编号, 至少两个', en: 'numbers of the customers, two at least' },
    },
  ],
  options: {
    shop,
    reason: text('TEXT', { zh: '理由, 不含个人信息', en: 'why; no personal values' }),
    preview: flag({ zh: '只看结果, 不合并', en: 'show what would come of it, and change nothing' }),
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

/** What would come together, for the eyes; `kept apart` only where somebody split them before. */
function previewPage(it: MergePreview, language: Language): string {
  const counts = it.identities.map(({ kind, count }) => `${kindWord(kind, language)} ${count}`).join(', ');
  const apart = it.keptApart.map(({ a, b }) => `${a} + ${b}`).join(', ');
  const lines =
    language === 'zh'
      ? [
          `合并为客户  ${it.customerId}`,
          `自然人      ${it.persons.join(', ')}`,
          `身份标识    ${counts || '-'}`,
        ]
      : [
          `customer    ${it.customerId}`,
          `persons     ${it.persons.join(', ')}`,
          `identities  ${counts || '-'}`,
        ];
  const split =
    language === 'zh'
      ? `曾被拆分    ${apart} (合并须加 --lift-never)`
      : `kept apart  ${apart} (--lift-never merges them all the same)`;
  return `${[...lines, ...(apart === '' ? [] : [split])].join('\n')}\n`;
}
