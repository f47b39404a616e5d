import { previewRetention } from '../../domains/compliance/index.ts';
import { retentionHandlers } from '../../retention-handlers.ts';
import { engineCommand, type Language } from '../command.ts';
import { shop } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { maybeShopTime } from '../shop-time.ts';
import { table } from '../table.ts';

const heads = {
  zh: ['数据', '名称', '保存月数', '保留自', '将删除', '其中最早', '删除什么', '留下什么'],
  en: ['subject', 'what', 'months', 'kept from', 'would go', 'oldest of them', 'what goes', 'what stays'],
};

/** The lines for a person: every subject with its term and what would go now. */
export const retentionTable = (
  entries: Awaited<ReturnType<typeof previewRetention>>,
  { language, timeZone }: { readonly language: Language; readonly timeZone: string },
): string =>
  table(
    heads[language],
    entries.map((it) => [
      ...[it.subject, it.label[language], it.months, it.before, it.before === null ? null : it.rows],
      ...[maybeShopTime(it.oldest, timeZone), it.goes[language], it.stays[language]],
    ]),
  );

/** `shuke retention show`: terms, and what a run would drop now. */
export const command = engineCommand({
  name: 'retention show',
  summary: { zh: '查看保存期限，预览将删除的数据', en: 'terms of retention, and what a run would drop now' },
  options: { shop },
  async run({ platform, options, language, result }) {
    const it = await shopOf(platform, options.shop);
    const entries = await previewRetention({ platform, handlers: retentionHandlers }, it);
    result({ entries }, () => retentionTable(entries, { language, timeZone: it.timeZone }));
  },
});
