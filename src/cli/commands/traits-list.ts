import { presentTrait, readDictionary } from '../../domains/customers/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { table } from '../table.ts';

const heads = {
  zh: ['属性', '名称', '类型', '级别', '脱敏', '检索', '别名', '停用', '隐藏'],
  en: ['trait', 'label', 'type', 'class', 'mask', 'search', 'aliases', 'retired', 'hidden'],
};

/** `shuke traits list`: the data dictionary of a shop. */
export const command = engineCommand({
  name: 'traits list',
  summary: { zh: '数据字典：客户可有的属性', en: 'the data dictionary: every trait a customer can have' },
  options: { shop },
  async run({ platform, options, language, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const dictionary = await withShop(platform.db, shopId, (tx) => readDictionary(tx, shopId));
    const traits = dictionary.traits.map(presentTrait);
    const rows = () =>
      traits.map((it) => [
        ...[it.name, it.label[language], it.type, it.class],
        ...[
          it.mask ?? '-',
          it.search,
          it.aliases.join(' '),
          it.retired_at?.slice(0, 10) ?? '',
          it.hidden_at?.slice(0, 10) ?? '',
        ],
      ]);
    result({ traits }, () => table(heads[language], rows()));
  },
});
