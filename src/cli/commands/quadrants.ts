import { askQuadrants } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { amountCell } from '../money.ts';
import { day, required, shop, wholeNumber } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { percent, table } from '../table.ts';

const heads = {
  zh: ['象限', '代码', '客户', '占比', '订单', '净销售额'],
  en: ['象限', 'quadrant', 'customers', 'share', 'orders', 'net sales'],
} as const;

/** `shuke quadrants`: frequency x amount, by the medians or by own cuts. */
export const command = engineCommand({
  name: 'quadrants',
  summary: { zh: '频次金额四象限', en: 'frequency x amount quadrants as of a day' },
  options: {
    shop,
    'as-of': required(day({ zh: '截至日 (含)', en: 'as of the end of this shop day' })),
    since: day({ zh: '起始日，默认从头', en: 'first shop day; the beginning unless told' }),
    'frequency-cut': wholeNumber(
      {
        zh: '高频的最少订单数，默认中位数',
        en: 'orders from which on a customer is frequent; above the median unless told',
      },
      1,
    ),
    'amount-cut': wholeNumber({
      zh: '高额的最低净额 (分)，默认中位数',
      en: 'net sales (minor units) from which on it is much; above the median unless told',
    }),
  },
  async run({ platform, options, language, signal, result }) {
    const shop = await shopOf(platform, options.shop);
    const asking = { clickhouse: platform.clickhouse, shop, signal };
    const cuts = { frequencyCut: options['frequency-cut'], amountCut: options['amount-cut'] };
    const question = { ...asking, asOf: options['as-of'], since: options.since, ...cuts };
    const answer = orThrow(await askQuadrants(question));
    const rows = answer.quadrants.map((it) => [
      it.name,
      it.code,
      it.customers,
      percent(it.share),
      it.orders,
      amountCell(shop.currency, it.net_sales),
    ]);
    result(answer, () => table(heads[language], rows));
  },
});
