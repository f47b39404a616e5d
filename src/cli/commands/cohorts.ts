import { cohortBreakdowns, cohortPeriods, cohortValues } from '../../contract/cohorts.ts';
import { askCohorts, askCohortWorth, shopDay, usualDay } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { choice, day, shop, text, withDefault } from '../option.ts';
import { sayTriangle, sayWorth } from '../say-cohorts.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke cohorts`: who came back, what they bought, and when what winning them cost was earned back. */
export const command = engineCommand({
  name: 'cohorts',
  summary: {
    zh: '留存：同期群的回购、金额、毛利，与获客成本的回本期',
    en: 'cohorts: customers back, orders, money, margin, and their payback',
  },
  options: {
    shop,
    by: withDefault(
      text('first-order|first-visit|EVENT', {
        zh: '按什么入群：首单，首访，或某事件的首次发生',
        en: 'joined by: first paid order, first visit, first event of a name',
      }),
      'first-order',
    ),
    period: withDefault(choice(cohortPeriods, { zh: '周期', en: 'length of a period' }), 'month'),
    value: withDefault(choice(cohortValues, { zh: '看什么', en: 'what is counted' }), 'customers'),
    activity: withDefault(
      text('order|visit|EVENT', {
        zh: '何谓回来 (仅客户数)：支付订单，任一行为，或某事件',
        en: 'being back is: a paid order, any event, or events of a name',
      }),
      'order',
    ),
    from: day({
      zh: '最早同期群所含的一天；默认最近 12 期',
      en: 'a day of the first cohort; twelve unless told',
    }),
    to: day({ zh: '最晚同期群所含的一天', en: 'a day of the last cohort' }),
    'as-of': day({
      zh: '截至日 (含)，默认今天；很久没有订单的店铺为最后一个有订单的日子',
      en: 'last shop day that counts; today unless told, or the last day with orders',
    }),
    breakdown: choice(cohortBreakdowns, { zh: '按此拆分', en: 'one curve for every value of it' }),
    channel: text('TEXT', { zh: '仅此来店渠道', en: 'only customers who came in on this channel' }),
    category: text('TEXT', {
      zh: '仅首单为此类目',
      en: 'only customers whose first order was of this category',
    }),
    province: text('TEXT', { zh: '仅此省份', en: 'only customers of this province' }),
  },
  async run({ platform, options, language, signal, result }) {
    const { clickhouse, clock } = platform;
    const shop = await shopOf(platform, options.shop);
    const { 'as-of': told, shop: _, ...asked } = options;
    const asOf = told ?? (await usualDay({ clickhouse, shop, signal }, shopDay(clock.now(), shop)));
    const question = { clickhouse, signal, ...asked, shop, asOf };
    const triangle = orThrow(await askCohorts(question));
    const worth = orThrow(await askCohortWorth(question));
    result({ ...triangle, worth }, () => `${sayTriangle(triangle, language)}\n${sayWorth(worth, language)}`);
  },
});
