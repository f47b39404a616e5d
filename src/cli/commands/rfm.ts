import { askRfm, type RfmAnswer } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand, type Language } from '../command.ts';
import { amountCell } from '../money.ts';
import { day, required, shop } from '../option.ts';
import { scoringOf, scoringOptions } from '../rfm-options.ts';
import { shopOf } from '../shop-of.ts';
import { percent, table } from '../table.ts';

const heads = {
  zh: ['分组', '客户', '占比', '订单', '净销售额'],
  en: ['group', 'customers', 'share', 'orders', 'net sales'],
} as const;

/** `shuke rfm`: the eight groups and the 5x5 grid as of a shop day. */
export const command = engineCommand({
  name: 'rfm',
  summary: { zh: 'RFM 分群与 5x5 网格', en: 'RFM groups and the 5x5 grid as of a day' },
  options: {
    shop,
    'as-of': required(day({ zh: '截至日 (含)', en: 'as of the end of this shop day' })),
    ...scoringOptions,
  },
  async run({ platform, options, language, signal, result }) {
    const { clickhouse } = platform;
    const shop = await shopOf(platform, options.shop);
    const asking = { clickhouse, shop, signal };
    const answer = orThrow(await askRfm({ ...asking, asOf: options['as-of'], ...scoringOf(options) }));
    result(answer, () => groupTable(answer, shop.currency, language));
  },
});

function groupTable({ groups, as_of, customers }: RfmAnswer, currency: string, language: Language): string {
  const rows = groups.map((it) => [
    it.label[language],
    it.customers,
    percent(it.share),
    it.orders,
    amountCell(currency, it.net_sales),
  ]);
  return `${as_of}: ${customers}\n${table(heads[language], rows)}`;
}
