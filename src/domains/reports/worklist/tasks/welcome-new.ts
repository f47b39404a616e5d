import type { PeopleFilter } from '../../../../contract/people.ts';
import { orThrow } from '../../../../platform/errors.ts';
import { addDays, peopleFinder } from '../../../analytics/index.ts';
import { expectMoney } from '../expected-money.ts';
import { asOf, customersLink, sinceThen } from '../past.ts';
import type { TaskSource } from '../task.ts';

const DAYS = 7;

const newBy = (day: string): PeopleFilter => ({
  first_order_from: addDays(day, 1 - DAYS),
  first_order_to: day,
  orders_to: 1,
});

/** Whoever paid for the first time within a week and has not come again: the second order decides whether they stay. */
export const welcomeNew: TaskSource = {
  code: 'welcome-new',
  permission: 'customers:read',
  async find(ask) {
    const { platform, shop, day, past, signal } = ask;
    const filter = { ...newBy(day), ...asOf(past) };
    const { customers: count } = orThrow(await peopleFinder.count({ platform, shop, filter, signal }));
    if (count === 0) return undefined;
    return {
      title: { zh: '欢迎首次购买的新客', en: 'Welcome first-time buyers' },
      reason: sinceThen(past, {
        zh: `近 ${DAYS} 天有 ${count} 位客户首次支付，还没有第二单`,
        en: `${count} customers paid for the first time in the last ${DAYS} days and have no second order yet`,
      }),
      action: { zh: '查看这些新客', en: 'See these new buyers' },
      count,
      ...(await expectMoney(ask, { count, filterAsOf: newBy })),
      link: customersLink(past, {
        ...{ first_order_from: addDays(day, 1 - DAYS), first_order_to: day },
        ...{ orders_to: '1', sort: 'first-order' },
      }),
    };
  },
};
