import type { CustomerValue } from '../../contract/value.ts';
import { showCustomerValue } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand, type Language } from '../command.ts';
import { amountCell } from '../money.ts';
import { day, required, shop, wholeNumber } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { percent, table } from '../table.ts';

/** `shuke value customer`: what is expected of one customer, and how sure. */
export const command = engineCommand({
  name: 'value customer',
  summary: {
    zh: '一位客户的预期购买、消费与价值，以及把握',
    en: 'what one customer is expected to buy, spend and be worth, and how sure',
  },
  options: {
    shop,
    customer: required(wholeNumber({ zh: '客户编号', en: 'number of the customer' }, 1)),
    'as-of': day({ zh: '得分的店铺日，默认最新', en: 'shop day of the scores; the latest unless told' }),
  },
  async run({ platform, options, language, signal, result }) {
    const shop = await shopOf(platform, options.shop);
    const ask = { platform, clickhouse: platform.clickhouse, shop, signal, asOf: options['as-of'] };
    const value = orThrow(await showCustomerValue(ask, options.customer));
    result(value, () => say(value, language));
  },
});

const heads = {
  zh: ['', '预期', '均值 95% 下限', '上限', '结果 80% 下限', '上限'],
  en: ['', 'expected', 'mean, 95% from', 'to', 'outcome, 80% from', 'to'],
} as const;

const rows = {
  zh: { purchases: '购买次数', spend: '每次消费', value: '价值' },
  en: { purchases: 'purchases', spend: 'spend a purchase', value: 'value' },
} as const;

function say(it: CustomerValue, language: Language): string {
  const said = {
    zh: `${it.as_of} · 仍会回来 ${percent(it.alive)} · 未来 ${it.horizon_weeks} 周`,
    en: `${it.as_of} · P(alive) ${percent(it.alive)} · next ${it.horizon_weeks} weeks`,
  }[language];
  const low = { zh: ' · 数据太少，置信度低', en: ' · few data: low confidence' }[language];
  const count = (value: number | null) => (value === null ? null : { figure: value.toFixed(2) });
  const money = (value: number | null) => amountCell(it.currency, value === null ? null : Math.round(value));
  const { purchases, spend, value } = it;
  const name = rows[language];
  return `${said}${it.confidence === 'low' ? low : ''}\n${table(heads[language], [
    [
      ...[name.purchases, count(purchases.mean.value), count(purchases.mean.low), count(purchases.mean.high)],
      ...[purchases.low, purchases.high],
    ],
    [name.spend, money(spend.value), null, null, money(spend.low), money(spend.high)],
    [
      ...[name.value, money(value.mean.value), money(value.mean.low), money(value.mean.high)],
      ...[money(value.low), money(value.high)],
    ],
  ])}`;
}
