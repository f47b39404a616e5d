import { listImports, presentImport } from '../../domains/ingest/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { engineCommand } from '../command.ts';
import { shop, wholeNumber, withDefault } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { shopTime } from '../shop-time.ts';
import { table } from '../table.ts';
import { stateWord } from '../words.ts';

const heads = {
  zh: ['编号', '开始', '状态', '文件', '预设格式', '行', '接受', '已存在', '拒收'],
  en: ['id', 'started', 'state', 'file', 'preset', 'rows', 'accepted', 'there before', 'rejected'],
};

/** `shuke imports list`: what was imported, newest first. */
export const command = engineCommand({
  name: 'imports list',
  summary: { zh: '列出导入记录', en: 'list imports, newest first' },
  options: {
    shop,
    before: wholeNumber({ zh: '此编号之前的', en: 'those before this id' }, 1),
    limit: withDefault(wholeNumber({ zh: '条数', en: 'how many' }, 1), 50),
  },
  async run({ platform, options: { shop: slug, before, limit }, language, result }) {
    const { shopId, timeZone } = await shopOf(platform, slug);
    const rows = await withShop(platform.db, shopId, (tx) => listImports(tx, shopId, { before, limit }));
    const imports = rows.map(presentImport);
    result({ imports }, () =>
      table(
        heads[language].with(1, `${heads[language][1]} (${timeZone})`),
        imports.map((it) => [
          ...[it.id, shopTime(it.started_at, timeZone), stateWord(it.state, language)],
          ...[it.file_name, it.preset],
          ...[it.rows, it.accepted, it.duplicates, it.rejected],
        ]),
      ),
    );
  },
});
