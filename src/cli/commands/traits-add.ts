import { Value } from 'typebox/value';
import { NewTrait, traitClasses, traitMasks, traitSearches, traitTypes } from '../../contract/dictionary.ts';
import { addTrait, presentTrait } from '../../domains/customers/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow, ProblemError, problem } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { choice, required, shop, text } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { traitLine, words } from '../trait-line.ts';

/** `shuke traits add NAME`: adds a trait to the data dictionary of a shop. */
export const command = engineCommand({
  name: 'traits add',
  summary: { zh: '在数据字典中添加属性', en: 'add a trait to the data dictionary' },
  arguments: [
    { name: 'NAME', summary: { zh: '名称，小写字母与短横线', en: 'its name, small letters and hyphens' } },
  ],
  options: {
    shop,
    type: required(choice(traitTypes, { zh: '类型', en: 'its type' })),
    class: required(
      choice(traitClasses, {
        zh: '级别：一般，个人信息，敏感个人信息；不可更改',
        en: 'ordinary: counted by; personal, sensitive: sealed. Never changes',
      }),
    ),
    label: text('TEXT', { zh: '英文名称，默认同 NAME', en: 'label in English; the name unless told' }),
    'label-zh': text('TEXT', { zh: '中文名称，默认同 NAME', en: 'label in Chinese; the name unless told' }),
    unit: text('TEXT', { zh: '单位', en: 'what a number counts, such as cm' }),
    mask: choice(traitMasks, { zh: '脱敏方式，默认 all', en: 'how it is masked; all unless told' }),
    search: choice(traitSearches, { zh: '检索方式，默认 text', en: 'how it is searched; text unless told' }),
    aliases: text('A,B', { zh: '来源中的其他名称', en: 'other names sources use for it' }),
  },
  async run({ platform, options, arguments: [name = ''], language, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const { type, class: it, label, 'label-zh': zh, unit, mask, search, aliases } = options;
    const given = Object.entries({ unit, mask, search, aliases: words(aliases) });
    const trait = {
      ...{ name, type, class: it, label: { zh: zh ?? name, en: label ?? name } },
      ...Object.fromEntries(given.filter(([, value]) => value !== undefined)),
    };
    if (!Value.Check(NewTrait, trait)) throw new ProblemError(noName);
    const added = await withShop(platform.db, shopId, async (tx) =>
      orThrow(await addTrait(tx, shopId, trait)),
    );
    result(presentTrait(added), () => traitLine(presentTrait(added), language));
  },
});

const noName = problem('wrong-usage', 400, {
  zh: '名称须为小写字母开头的小写字母，数字和短横线 (至多 63 个)；标签至多 60 字，别名至多 20 个',
  en: 'A name is small letters, digits and hyphens, a letter first, at most 63; a label has at most 60 characters, and there are at most 20 aliases',
});
