import { undoImport } from '../../domains/ingest/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { idList } from '../id-list.ts';
import { shop } from '../option.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke imports undo ID`: everything stands as if that file had never been read. */
export const command = engineCommand({
  name: 'imports undo',
  summary: { zh: '撤销一次导入', en: 'take an import back' },
  arguments: [{ name: 'ID', summary: { zh: '导入编号, 见 imports list', en: 'its id, from imports list' } }],
  options: { shop },
  async run({ platform, options, actor, arguments: words, language, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const [importId = 0] = idList(words);
    const tools = { platform, mirror: platform.mirror };
    orThrow(await undoImport(tools, { shopId, importId, actor }));
    result({ id: importId, state: 'undone' }, () =>
      language === 'zh' ? `导入 ${importId}: 已撤销\n` : `import ${importId}: undone\n`,
    );
  },
});
