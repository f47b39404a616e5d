import { Value } from 'typebox/value';
import { TraitChange, traitMasks, traitSearches } from '../../contract/dictionary.ts';
import { changeTrait, indexTraits, presentTrait } from '../../domains/customers/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow, ProblemError, problem } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { choice, flag, shop, text } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { traitLine, words } from '../trait-line.ts';

/** `shuke traits change NAME`: what a trait is called and whether it is shown; of the shop's own also masking, search, aliases. */
export const command = engineCommand({
  name: 'traits change',
  summary: {
    zh: '修改属性的名称，显示，脱敏，检索或别名',
    en: 'change how a trait is called, shown, masked or searched',
  },
  arguments: [
    {
      name: 'NAME',
      summary: {
        zh: '属性；内置属性只能用 --label-zh，--label-en，--hide，--show',
        en: 'the trait; a built-in one takes --label-zh, --label-en, --hide, --show',
      },
    },
  ],
  options: {
    shop,
    mask: choice(traitMasks, { zh: '脱敏方式', en: 'how it is masked' }),
    search: choice(traitSearches, { zh: '检索方式，已有的值重建索引', en: 'how it is searched' }),
    'label-zh': text('TEXT', { zh: '中文名称', en: 'what it is called in Chinese' }),
    'label-en': text('TEXT', { zh: '英文名称', en: 'what it is called in English' }),
    hide: flag({
      zh: '页面不再显示；值保留，仍接收新值',
      en: 'pages no longer show it; values are still taken',
    }),
    show: flag({ zh: '恢复显示', en: 'pages show it again' }),
    retire: flag({ zh: '停用：已有的值保留，不再接收新值', en: 'take no new values; those there stay' }),
    restore: flag({ zh: '恢复使用', en: 'take values again' }),
    aliases: text('A,B', { zh: '来源中的其他名称', en: 'other names sources use for it' }),
  },
  async run({ platform, options, arguments: [name = ''], actor, language, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const { mask, search, aliases } = options;
    const given = Object.entries({
      ...{ mask, search, aliases: words(aliases), label: labelOf(options) },
      retired: oneOf(options.retire, options.restore),
      hidden: oneOf(options.hide, options.show),
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

const oneOf = (yes: boolean, no: boolean): boolean | undefined => (yes ? true : no ? false : undefined);

/** Said in one language, the other stays. */
function labelOf(options: { 'label-zh': string | undefined; 'label-en': string | undefined }) {
  const { 'label-zh': zh, 'label-en': en } = options;
  if (zh === undefined && en === undefined) return undefined;
  return { ...(zh !== undefined && { zh }), ...(en !== undefined && { en }) };
}

const nothing = problem('wrong-usage', 400, {
  zh: '须指定要修改的内容，如 --mask，--label-zh，--hide 或 --retire',
  en: 'Say what changes, such as --mask, --label-en, --hide or --retire',
});
