import type { Growth, SocialView, TieKind } from '../contract/social.ts';
import type { Language } from './command.ts';
import { amountCell, amountText } from './money.ts';
import { percent, table } from './table.ts';

const heads = {
  zh: {
    most: ['客户', '影响人数', '带来成交', '带来金额'],
    largest: ['社群', '客户', '净销售额'],
    kinds: ['来源', '新客', '成交', '金额'],
    growth: ['', '客户', '邀请', '邀请人', '新客', '人均邀请', '转化', 'K'],
  },
  en: {
    most: ['customer', 'reach', 'conversions', 'downstream value'],
    largest: ['community', 'customers', 'net sales'],
    kinds: ['came by', 'brought', 'won', 'value'],
    growth: ['', 'customers', 'invitations', 'inviters', 'newcomers', 'per customer', 'conversion', 'K'],
  },
} as const;

const kindNames: Readonly<Record<Language, Readonly<Record<TieKind, string>>>> = {
  zh: { 'group-buy': '拼团', share: '分享', referral: '邀请' },
  en: { 'group-buy': 'group buy', share: 'share', referral: 'referral' },
};

/** Who brings most, and the largest communities. */
export function saySocial(it: SocialView, language: Language): string {
  const money = amountText(it.currency, it.value);
  const said = {
    zh: `${it.run.as_of} · ${it.tied} 位客户有社交关系 · ${it.bringers} 位带来 ${it.brought} 位新客，${it.won} 位 ${it.window_days} 天内成交 · ${money} · ${it.communities} 个社群`,
    en: `${it.run.as_of} · ${it.tied} customers with ties · ${it.bringers} brought ${it.brought} new ones, of whom ${it.won} bought within ${it.window_days} days · ${money} · communities: ${it.communities}`,
  }[language];
  const kinds = it.by_kind.map((one) => [
    ...[kindNames[language][one.kind], one.brought, one.won, amountCell(it.currency, one.value)],
  ]);
  const few = { zh: ' · 数据太少，置信度低', en: ' · few data: low confidence' }[language];
  const most = it.most.map((one) => [
    ...[one.customer, one.reach, one.conversions, amountCell(it.currency, one.value)],
  ]);
  const largest = it.largest.map((one) => [
    ...[one.community, one.customers, amountCell(it.currency, one.net_sales)],
  ]);
  return [
    `${said}${it.run.confidence === 'low' ? few : ''}`,
    table(heads[language].kinds, kinds),
    table(heads[language].most, most),
    table(heads[language].largest, largest),
  ].join('\n');
}

/** The K-factor by period, the whole of the days last. */
export function sayGrowth(it: Growth, language: Language): string {
  const whole = { ...it.whole, period: { zh: '全部', en: 'all' }[language] };
  const figure = (value: number | null, digits = 2) =>
    value === null ? null : { figure: value.toFixed(digits) };
  const rows = [...it.periods, whole].map((one) => [
    ...[one.period, one.customers, one.invitations, one.inviters, one.newcomers],
    ...[
      figure(one.invitations_per_customer),
      one.conversion === null ? null : { figure: percent(one.conversion) ?? '' },
    ],
    figure(one.k, 3),
  ]);
  return table(heads[language].growth, rows);
}
