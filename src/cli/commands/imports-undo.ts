import { type UndoStep, undoImport } from '../../domains/ingest/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand, type Language } from '../command.ts';
import { idList } from '../id-list.ts';
import { shop } from '../option.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke imports undo ID`: everything stands as if that file had never been read. */
export const command = engineCommand({
  name: 'imports undo',
  summary: { zh: '撤销一次导入', en: 'take an import back' },
  arguments: [{ name: 'ID', summary: { zh: '导入编号，见 imports list', en: 'its id, from imports list' } }],
  options: { shop },
  async run({ platform, options, actor, arguments: words, language, output, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const [importId = 0] = idList(words);
    const tools = { platform, mirror: platform.mirror };
    const onProgress = (step: UndoStep, done: number, total: number) =>
      output.progress({ label: steps[step][language], done, total });
    orThrow(await undoImport(tools, { shopId, importId, actor, onProgress }));
    result({ id: importId, state: 'undone' }, () =>
      language === 'zh' ? `导入 ${importId}: 已撤销\n` : `import ${importId}: undone\n`,
    );
  },
});

const steps: Readonly<Record<UndoStep, Record<Language, string>>> = {
  orders: { zh: '撤销订单', en: 'taking back orders' },
  events: { zh: '撤销事件', en: 'taking back events' },
  customers: { zh: '撤销客户', en: 'taking back customers' },
};
