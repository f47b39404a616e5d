import type { PeopleFilter } from '../../../../contract/people.ts';
import { orThrow } from '../../../../platform/errors.ts';
import { peopleFinder } from '../../../analytics/index.ts';
import { amountText } from '../amount-text.ts';
import { expectMoney } from '../expected-money.ts';
import { asOf, customersLink, sinceThen } from '../past.ts';
import type { TaskSource } from '../task.ts';

const atRisk: PeopleFilter = { stage: 'at-risk', m: 5 };

/** Customers of the best fifth by net sales who have not bought for 90 days and are not lost yet. */
export const winBack: TaskSource = {
  code: 'win-back',
  permission: 'analytics:read',
  async find(ask) {
    const { platform, shop, past, signal } = ask;
    const filter = { ...atRisk, ...asOf(past) };
    const people = orThrow(await peopleFinder.count({ platform, shop, filter, signal }));
    const count = people.customers;
    if (count === 0) return undefined;
    const sales = amountText(people.net_sales, shop.currency);
    return {
      title: { zh: '挽回预警的高价值客户', en: 'Win back high-value customers at risk' },
      reason: sinceThen(past, {
        zh: `${count} 位净销售额最高五分之一的客户已 90 至 179 天没有购买，他们至今贡献了 ${sales.zh}`,
        en: `${count} customers of the best fifth by net sales have not bought for 90 to 179 days; they have brought ${sales.en} so far`,
      }),
      action: { zh: '查看这些客户', en: 'See these customers' },
      count,
      ...(await expectMoney(ask, { count, filterAsOf: () => atRisk })),
      link: customersLink(past, { stage: 'at-risk', m: '5', sort: 'net-sales' }),
    };
  },
};
