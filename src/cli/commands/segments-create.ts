import { shopDay } from '../../domains/analytics/index.ts';
import { makeSegment, refreshOrThrow, showSegment } from '../../domains/segments/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { flag, shop, text, withDefault } from '../option.ts';
import { treeFrom } from '../read-tree-file.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke segments create NAME`: makes a segment and counts it. */
export const command = engineCommand({
  name: 'segments create',
  summary: { zh: '新建人群并统计人数', en: 'make a segment and count who is in' },
  arguments: [{ name: 'NAME', summary: { zh: '名称', en: 'its name' } }],
  options: {
    shop,
    tree: text('FILE', { zh: '条件，JSON 文件', en: 'its conditions, a file of JSON' }),
    template: text('CODE', {
      zh: '或取自模板，见 segments templates',
      en: 'or those of a template, see segments templates',
    }),
    description: withDefault(text('TEXT', { zh: '说明', en: 'what it is for' }), ''),
    still: flag({
      zh: '不实时更新，仅在重新统计时更新',
      en: 'not live: changes when it is counted anew only',
    }),
  },
  async run({ platform, options, arguments: [name = ''], actor, cwd, language, result }) {
    const found = await shopOf(platform, options.shop);
    const now = platform.clock.now();
    const tree = await treeFrom({ ...options, file: options.tree, cwd, today: shopDay(now, found) });
    const it = { name, description: options.description, tree, isLive: !options.still, by: actor, now };
    const made = await withShop(platform.db, found.shopId, async (tx) =>
      orThrow(await makeSegment(tx, found.shopId, it)),
    );
    await refreshOrThrow({ platform, shop: found, cause: 'rule', segmentIds: [made.segmentId] });
    const shown = orThrow(await showSegment({ platform, shop: found }, made.segmentId));
    result(
      shown,
      () => `${shown.segment_id}  ${shown.name}  ${shown.members}\n${shown.sentence[language]}\n`,
    );
  },
});
