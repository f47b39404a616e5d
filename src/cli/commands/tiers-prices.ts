import { auditPrices } from '../../domains/loyalty/index.ts';
import { engineCommand, type Language } from '../command.ts';
import { amountCell } from '../money.ts';
import { day, shop } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { table } from '../table.ts';

type Audit = Awaited<ReturnType<typeof auditPrices>>;

/** `shuke tiers prices`: different prices of one product on one day that no public rule explains. */
export const command = engineCommand({
  name: 'tiers prices',
  summary: {
    zh: '同品同日不同价且无公开规则可解释的清单',
    en: 'different prices of a day that no public rule explains',
  },
  options: {
    shop,
    from: day({ zh: '起始店铺日，默认 30 天前', en: 'first shop day; 30 days back unless told' }),
    to: day({ zh: '截止店铺日，默认今天', en: 'last shop day; today unless told' }),
  },
  async run({ platform, options, language, result }) {
    const it = await shopOf(platform, options.shop);
    const found = await auditPrices({ platform, shop: it, from: options.from, to: options.to });
    result(found, () => page(found, { language, currency: it.currency }));
  },
});

const words = {
  zh: {
    head: ['店铺日', '渠道', '商品', '当日最高价', '价格', '客户', '订单'],
    none: '没有无法解释的价格差异',
  },
  en: {
    head: ['day', 'channel', 'product', 'dearest', 'price', 'customers', 'orders'],
    none: 'no price difference is without a rule',
  },
} as const;

function page(it: Audit, { language, currency }: { language: Language; currency: string }): string {
  const say = words[language];
  const money = (minor: number) => amountCell(currency, minor);
  const rows = it.differences.map((one) => [
    ...[one.day, one.channel, one.product_id, money(one.list_minor), money(one.price_minor), one.customers],
    one.order_ids.join(' '),
  ]);
  return rows.length === 0 ? `${say.none}\n` : table(say.head, rows);
}
