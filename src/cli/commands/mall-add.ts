import { Compile } from 'typebox/compile';
import { newMallItem } from '../../contract/mall.ts';
import { makeItem, presentItem } from '../../domains/loyalty/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow, ProblemError, problem } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { choice, flag, list, required, shop, text, wholeNumber, withDefault } from '../option.ts';
import { itemTable } from '../say-mall.ts';
import { shopOf } from '../shop-of.ts';

const check = Compile(newMallItem);

/** `shuke mall add NAME`: a new item of the points mall with its stock. */
export const command = engineCommand({
  name: 'mall add',
  summary: { zh: '积分商城新增商品', en: 'add an item to the points mall' },
  arguments: [{ name: 'NAME', summary: { zh: '名称', en: 'what it is called' } }],
  options: {
    shop,
    points: required(wholeNumber({ zh: '所需积分', en: 'how many points it costs' }, 1)),
    stock: required(wholeNumber({ zh: '库存', en: 'how many there are' })),
    kind: withDefault(
      choice(['gift', 'coupon'], { zh: '礼品或优惠券，默认礼品', en: 'gift unless told' }),
      'gift',
    ),
    'money-minor': withDefault(wholeNumber({ zh: '另付金额，分', en: 'paid beside it, in minor units' }), 0),
    most: wholeNumber({ zh: '每人限兑，默认不限', en: 'most per customer; unbounded unless told' }, 1),
    tiers: list('TIERS', { zh: '限会员等级，逗号分隔', en: 'only for these tiers, by commas' }),
    'most-by-tier': list('LIMITS', {
      zh: '各等级限兑，代替每人限兑，如 金卡=3,钻石=5',
      en: 'most of customers of a tier instead, such as gold=3,diamond=5',
    }),
    'hands-out': text('ID', { zh: 'SKU 或券模板，供您的系统发放', en: 'a SKU or coupon template' }),
    hidden: flag({ zh: '暂不上架', en: 'not offered yet' }),
  },
  async run({ platform, options, arguments: [name = ''], actor, language, result }) {
    const { shopId, currency } = await shopOf(platform, options.shop);
    const item = {
      ...{ kind: options.kind, name, points: options.points, stock: options.stock },
      ...{ hands_out: options['hands-out'] ?? null, money_minor: options['money-minor'] },
      ...{ most_per_customer: options.most ?? null, tiers: [...(options.tiers ?? [])] },
      most_by_tier: (options['most-by-tier'] ?? []).map(limitOf),
      is_listed: !options.hidden,
    };
    if (!check.Check(item)) throw new ProblemError(notAnItem);
    const made = await withShopAgain(platform.db, shopId, async (tx) =>
      orThrow(await makeItem(tx, { shopId, by: actor, now: platform.clock.now(), item })),
    );
    const view = presentItem(made);
    result(view, () => itemTable([view], { language, currency }));
  },
});

/** What is no number is refused with the rest. */
function limitOf(text: string): { tier: string; most: number } {
  const at = text.lastIndexOf('=');
  return { tier: text.slice(0, Math.max(0, at)), most: Number(text.slice(at + 1)) };
}

const notAnItem = problem('wrong-usage', 400, {
  zh: '商品名称或数值超出范围',
  en: 'The name or a figure of the item is out of range',
});
