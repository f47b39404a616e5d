import { shopDay } from '../../domains/analytics/index.ts';
import { readWording, sayTree, templates } from '../../domains/segments/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { table } from '../table.ts';

const heads = { zh: ['模板', '名称', '条件'], en: ['template', 'name', 'conditions'] } as const;

/** `shuke segments templates`: the usual groups, to begin with. */
export const command = engineCommand({
  name: 'segments templates',
  summary: { zh: '常用人群模板', en: 'templates of the usual groups' },
  options: { shop },
  async run({ platform, options, language, result }) {
    const found = await shopOf(platform, options.shop);
    const words = await withShop(platform.db, found.shopId, (tx) => readWording(tx, found));
    const today = shopDay(platform.clock.now(), found);
    const all = templates.map(({ treeOn, ...it }) => ({ ...it, tree: treeOn(today) }));
    const rows = all.map((it) => [it.code, it.name[language], sayTree(it.tree, words)[language]]);
    result({ templates: all }, () => table(heads[language], rows));
  },
});
