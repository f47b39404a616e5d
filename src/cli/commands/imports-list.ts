import { listImports, presentImport } from '../../domains/ingest/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { engineCommand } from '../command.ts';
import { shop, wholeNumber, withDefault } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { table } from '../table.ts';

/** `shuke imports list`: what was imported, newest first. */
export const command = engineCommand({
  name: 'imports list',
  summary: { zh: '列出导入记录', en: 'list imports, newest first' },
  options: {
    shop,
    before: wholeNumber({ zh: '此编号之前的', en: 'those before this id' }, 1),
    limit: withDefault(wholeNumber({ zh: '条数', en: 'how many' }, 1), 50),
  },
  async run({ platform, options: { shop: slug, before, limit }, result }) {
    const { shopId } = await shopOf(platform, slug);
    const rows = await withShop(platform.db, shopId, (tx) => listImports(tx, shopId, { before, limit }));
    const imports = rows.map(presentImport);
    result({ imports }, () =>
      table(
        ['id', 'started', 'state', 'file', 'preset', 'rows', 'accepted', 'there before', 'rejected'],
        imports.map((it) => [
          ...[it.id, it.started_at.slice(0, 16), it.state, it.file_name, it.preset],
          ...[it.rows, it.accepted, it.duplicates, it.rejected],
        ]),
      ),
    );
  },
});
