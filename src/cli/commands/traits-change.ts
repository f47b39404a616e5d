import { Value } from 'typebox/value';
import { TraitChange, traitMasks, traitSearches } from '../../contract/dictionary.ts';
import { changeTrait, indexTraits, presentTrait } from '../../domains/customers/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow, ProblemError, problem } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { choice, flag, shop, text } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { traitLine, words } from '../trait-line.ts';

/** `shuke traits change NAME`: how a trait of the shop's own is masked, searched and called by sources. */
export const command = engineCommand({
  name: 'traits change',
  summary: { zh: '修改属性的脱敏, 检索或别名', en: 'change how a trait is masked, searched or called' },
  arguments: [{ name: 'NAME', summary: { zh: '本店添加的属性', en: 'a trait the shop added' } }],
  options: {
    shop,
    mask: choice(traitMasks, { zh: '脱敏方式', en: 'how it is masked' }),
    search: choice(traitSearches, { zh: '检索方式, 已有的值重建索引', en: 'how it is searched' }),
    'label-zh': text('TEXT', { zh: '中文名称', en: 'what it is called in Chinese' }),
    'label-en': text('TEXT', { zh: '英文名称', en: 'what it is called in English' }),
    retire: flag({ zh: '停用: 已有的值保留, 不再接收新值', en: 'take no new values; those there stay' }),
    restore: flag({ zh: '恢复使用', en: 'take values again' }),
    aliases: text('A,B', { zh: '来源中的其他名称', en: 'other names sources use for it' }),
  },
  async run({ platform, options, arguments: [name = ''], actor, language, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const { mask, search, aliases } = options;
    const given = Object.entries({
      ...{ mask, search, aliases: words(aliases), label: labelOf(options) },
      retired: options.retire ? true : options.restore ? false : undefined,
    });
    const change = Object.fromEntries(given.filter(([, value]) => value !== undefined));
    if (!Value.Check(TraitChange, change)) throw new ProblemError(nothing);
    const changed = await withShop(platform.db, shopId, async (tx) =>
      orThrow(await changeTrait(tx, { shopId, name, change, actor })),
    );
    await indexTraits(platform, shopId);
    result(presentTrait(changed), () => traitLine(presentTrait(changed), language));
  },
});

/** Said in one language, it is called so in both. */
function labelOf(options: { 'label-zh': string | undefined; 'label-en': string | undefined }) {
  const { 'label-zh': zh, 'label-en': en } = options;
  if (zh === undefined && en === undefined) return undefined;
  return { zh: zh ?? en, en: en ?? zh };
}

const nothing = problem('wrong-usage', 400, {
  zh: '须指定要修改的内容, 如 --mask, --label-zh 或 --retire',
  en: 'Say what changes, such as --mask, --label-en or --retire',
});
