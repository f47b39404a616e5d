import { listUndeclared } from '../../domains/ingest/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { shopTime } from '../shop-time.ts';
import { table } from '../table.ts';

const heads = {
  zh: ['属性', '次数', '像是', '首次', '最近'],
  en: ['trait', 'told', 'looks like', 'first', 'last'],
};

/** `shuke traits undeclared`: what sources tell of customers and the data dictionary does not take. */
export const command = engineCommand({
  name: 'traits undeclared',
  summary: {
    zh: '来源发来而数据字典没有的属性 (值不保存)',
    en: 'traits that sources tell and the dictionary lacks; their values are not kept',
  },
  options: { shop },
  async run({ platform, options, language, result }) {
    const { shopId, timeZone } = await shopOf(platform, options.shop);
    const traits = await withShop(platform.db, shopId, (tx) => listUndeclared(tx, shopId));
    const rows = traits.map((it) => [
      ...[it.name, String(it.seen), it.type],
      ...[shopTime(it.first_seen_at, timeZone), shopTime(it.last_seen_at, timeZone)],
    ]);
    result({ traits }, () => table(heads[language], rows));
  },
});
