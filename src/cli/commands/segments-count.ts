import { shopDay } from '../../domains/analytics/index.ts';
import { previewTree, readWording, sayTree } from '../../domains/segments/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { engineCommand } from '../command.ts';
import { shop, text } from '../option.ts';
import { treeFrom } from '../read-tree-file.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke segments count`: how many conditions would hold; makes nothing. */
export const command = engineCommand({
  name: 'segments count',
  summary: { zh: '试算一组条件的人数，不保存', en: 'how many conditions would hold; makes nothing' },
  options: {
    shop,
    tree: text('FILE', { zh: '条件，JSON 文件', en: 'conditions, a file of JSON' }),
    template: text('CODE', { zh: '或模板', en: 'or a template' }),
  },
  async run({ platform, options, cwd, language, signal, result }) {
    const found = await shopOf(platform, options.shop);
    const today = shopDay(platform.clock.now(), found);
    const tree = await treeFrom({ ...options, file: options.tree, cwd, today });
    const words = await withShop(platform.db, found.shopId, (tx) => readWording(tx, found));
    const sentence = sayTree(tree, words);
    const counted = await previewTree({ platform, shop: found, tree, signal });
    result(
      { sentence, ...counted },
      () => `${counted.members} / ${counted.everybody}\n${sentence[language]}\n`,
    );
  },
});
