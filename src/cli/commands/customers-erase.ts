import { complianceHandlers } from '../../compliance-handlers.ts';
import {
  type ErasurePreview,
  erasePerson,
  presentErasure,
  previewErasure,
} from '../../domains/compliance/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand, type Language } from '../command.ts';
import { idList } from '../id-list.ts';
import { shop, text } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { table } from '../table.ts';

/** `shuke customers erase ID`: without --confirm what would go and what must stay; with it, everything that goes is gone. */
export const command = engineCommand({
  name: 'customers erase',
  summary: {
    zh: '删除一位客户的个人信息：先预览，再以确认码执行',
    en: 'erase one customer: shows what would go, then does it with the confirmation',
  },
  arguments: [{ name: 'ID', summary: { zh: '客户编号', en: 'number of the customer' } }],
  options: {
    shop,
    confirm: text('CODE', { zh: '预览给出的确认码', en: 'the confirmation that the preview gave' }),
    reason: text('TEXT', { zh: '理由，不含个人信息', en: 'why; no personal values' }),
  },
  async run({ platform, options, actor, arguments: words, language, output, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const [customerId = 0] = idList(words);
    const { confirm: confirmation, reason = '' } = options;
    if (confirmation === undefined) {
      const seen = orThrow(await previewErasure(platform, complianceHandlers, { shopId, customerId }));
      return result(presentErasure(seen), () => previewPage(seen, { shop: options.shop, language }));
    }
    const label = language === 'zh' ? `删除客户 ${customerId}` : `erasing customer ${customerId}`;
    const onProgress = (done: number, total: number) => output.progress({ label, done, total });
    const order = { shopId, customerId, confirmation, reason, actor, onProgress };
    const done = orThrow(await erasePerson(platform, complianceHandlers, order));
    const document = { erasure_id: done.erasureId, person_ids: done.personIds };
    result(document, () =>
      language === 'zh' ? `已删除客户 ${customerId}\n` : `erased customer ${customerId}\n`,
    );
  },
});

const heads = { zh: ['数据', '数量', '保留依据'], en: ['what', 'count', 'stays by'] } as const;

function previewPage(
  it: ErasurePreview,
  { shop: slug, language }: { shop: string; language: Language },
): string {
  const rows = it.holdings.map(({ label, count, stays }) => [
    ...[label[language], count],
    stays?.[language] ?? '',
  ]);
  const next = `shuke customers erase ${it.customerId} --shop ${slug} --confirm ${it.confirmation} --reason ...`;
  return `${table(heads[language], rows)}\n${next}\n`;
}
