import { runRetention } from '../../domains/compliance/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { retentionHandlers } from '../../retention-handlers.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { table } from '../table.ts';

const heads = { zh: ['数据', '保留自', '已删除'], en: ['subject', 'kept from', 'dropped'] };
const nothing = {
  zh: '没有设定保存期限，什么都没有删除；见 retention set\n',
  en: 'No term is set, so nothing was dropped; see retention set\n',
};

/** `shuke retention run`: drops what has had its time. */
export const command = engineCommand({
  name: 'retention run',
  summary: { zh: '按保存期限删除数据', en: 'drop what has had its time' },
  options: { shop },
  async run({ platform, options, actor, language, output, result }) {
    const it = await shopOf(platform, options.shop);
    const onProgress = (label: string, done: number, total: number) =>
      output.progress({ label, done, total });
    const runs = orThrow(
      await runRetention({ platform, handlers: retentionHandlers, onProgress }, it, actor),
    );
    const rows = runs.map(({ subject, before, rows }) => [subject, before, rows]);
    result({ runs }, () => (runs.length === 0 ? nothing[language] : table(heads[language], rows)));
  },
});
