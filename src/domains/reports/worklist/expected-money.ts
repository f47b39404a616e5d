import type { PeopleFilter } from '../../../contract/people.ts';
import { orThrow, type Text } from '../../../platform/errors.ts';
import { addDays, spentSince } from '../../analytics/index.ts';
import { amountText } from './amount-text.ts';
import { type Expected, expectedOf, WINDOW } from './expected-rules.ts';
import type { TaskAsk } from './task.ts';

/** Money that `count` people of a view may bring, and how that was worked out. */
export interface ExpectedMoney {
  readonly expectedMoney: number | null;
  readonly basis: Text;
}

/**
 * What the people who stood where these stand now, 30 days ago, spent since; times how many there are now. It is what
 * such people come to by themselves, not what a message adds: that only an experiment can say.
 */
export async function expectMoney(
  { platform, shop, day, signal }: TaskAsk,
  { count, filterAsOf }: { count: number; filterAsOf: (day: string) => PeopleFilter },
): Promise<ExpectedMoney> {
  const then = addDays(day, -WINDOW);
  const filter = { ...filterAsOf(then), as_of: then };
  const spent = orThrow(await spentSince({ platform, shop, filter, signal }, day));
  const expected = expectedOf(spent, count);
  return { expectedMoney: expected.money, basis: said(expected, shop.currency) };
}

function said(it: Expected, currency: string): Text {
  const { customers, buyers } = it.then;
  if (it.money === null)
    return {
      zh: `${WINDOW} 天前处于同样状态的客户只有 ${customers} 位，不足以估算金额`,
      en: `Only ${customers} customers stood here ${WINDOW} days ago: too few to say what it may bring`,
    };
  const each = amountText(it.each!, currency);
  return {
    zh: `${WINDOW} 天前处于同样状态的 ${customers} 位客户中，${buyers} 位此后再次购买，人均净销售额 ${each.zh}；乘以现在的人数`,
    en: `Of the ${customers} customers who stood here ${WINDOW} days ago ${buyers} have bought since, ${each.en} net a head; times those here now`,
  };
}
