import { showSegments } from '../../domains/segments/index.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { shopTime } from '../shop-time.ts';
import { table } from '../table.ts';

const heads = {
  zh: ['编号', '名称', '人数', '统计于', '条件'],
  en: ['id', 'name', 'members', 'counted', 'conditions'],
} as const;

/** `shuke segments list`: every segment of a shop with its size. */
export const command = engineCommand({
  name: 'segments list',
  summary: { zh: '列出人群与人数', en: 'segments and how many are in' },
  options: { shop },
  async run({ platform, options, language, signal, result }) {
    const found = await shopOf(platform, options.shop);
    const segments = await showSegments({ platform, shop: found, signal });
    const rows = segments.map((it) => [
      ...[it.segment_id, it.name, it.members === null ? null : { figure: String(it.members) }],
      it.refreshed_at && shopTime(it.refreshed_at, found.timeZone),
      it.sentence[language],
    ]);
    result({ segments }, () => table(heads[language], rows));
  },
});
