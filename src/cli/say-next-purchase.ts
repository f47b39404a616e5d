import type { CustomerNextPurchase, NextPurchaseView } from '../contract/next-purchase.ts';
import type { Language } from './command.ts';
import { percent, table } from './table.ts';

const heads = {
  zh: {
    ahead: ['之后天数', '预计购买的客户'],
    check: ['', 'AUC', 'Brier', '最高一成的提升'],
  },
  en: {
    ahead: ['days ahead', 'customers expected'],
    check: ['', 'AUC', 'Brier', 'lift of the first tenth'],
  },
} as const;

/** Next purchases in words: how many when, and how well that was known beside the plain rule. */
export function sayNext(it: NextPurchaseView, language: Language): string {
  const ahead = it.ahead.map(({ from, to, customers }) => [
    `${from}–${to}`,
    { figure: customers.toFixed(0) },
  ]);
  return [headOf(it, language), table(heads[language].ahead, ahead), checkOf(it, language)].join('\n');
}

function headOf(it: NextPurchaseView, language: Language): string {
  const [soon, month] = [it.buyers_7_days.toFixed(0), it.buyers_30_days.toFixed(0)];
  const gap = it.gaps.median_days.toFixed(0);
  const said = {
    zh: `${it.run.as_of} · ${it.customers} 位客户 · 预计 7 天内 ${soon} 位、30 天内 ${month} 位购买 · 通常间隔 ${gap} 天`,
    en: `${it.run.as_of} · ${it.customers} customers · expected to buy within 7 days: ${soon}, within 30 days: ${month} · usual gap ${gap} days`,
  }[language];
  const few = { zh: ' · 数据太少，置信度低', en: ' · few data: low confidence' }[language];
  return `${said}${it.run.confidence === 'low' ? few : ''}`;
}

function checkOf({ check, window_days }: NextPurchaseView, language: Language): string {
  if (check === null)
    return { zh: '检验：数据的天数太少', en: 'Check: too few days of data to hold it against' }[language];
  const names = {
    zh: (days: number) => [`模型 ${days} 天`, `只看最近购买 ${days} 天`],
    en: (days: number) => [`model, ${days} days`, `recency alone, ${days} days`],
  }[language];
  const rows = check.propensities.flatMap((of) =>
    [of.model, of.recency_rule].map((one, n) => [
      names(of.days)[n]!,
      ...[one.auc, one.brier, one.lift].map((value) =>
        value === null ? null : { figure: value.toFixed(3) },
      ),
    ]),
  );
  const said = {
    zh: `检验 (学到 ${check.fitted_to}，对照到 ${check.to}):`,
    en: `Check (learnt to ${check.fitted_to}, held against what came to ${check.to}):`,
  }[language];
  const lines = [daysOf(check.days, window_days, language), categoriesOf(check.categories, language)];
  return [said, table(heads[language].check, rows), ...lines.filter((it) => it !== '')].join('\n');
}

type Check = NonNullable<NextPurchaseView['check']>;

function daysOf(days: Check['days'], window: number, language: Language): string {
  if (days === null) return '';
  const [error, rule] = [days.mean_error.toFixed(1), days.mean_error_of_rule.toFixed(1)];
  return {
    zh: `日期 (${window} 天内购买的 ${days.customers} 位)：平均差 ${error} 天 (按间隔推算 ${rule} 天)，80% 区间命中 ${percent(days.coverage)}`,
    en: `Days (${days.customers} who bought within ${window} days): off by ${error} days (by usual gap ${rule}), 80% interval held ${percent(days.coverage)}`,
  }[language];
}

function categoriesOf(it: Check['categories'], language: Language): string {
  if (it === null) return '';
  const [first, rule] = [percent(it.first_hit), percent(it.first_hit_of_rule)];
  const [three, most] = [percent(it.three_hit), percent(it.three_hit_of_rule)];
  return {
    zh: `品类 (${it.customers} 位)：第一个说中 ${first} (最畅销 ${rule})，前三说中 ${three} (${most})`,
    en: `Categories (${it.customers} customers): the first named was bought ${first} (best seller ${rule}), one of three ${three} (${most})`,
  }[language];
}

/** One customer's next purchase in a few lines. */
export function sayCustomerNext(it: CustomerNextPurchase, language: Language): string {
  const [soon, month] = [percent(it.within_7_days.value), percent(it.within_30_days.value)];
  const { day, low, high } = it.expected;
  const categories = it.categories.map((one) => `${one.category} ${percent(one.share)}`).join(', ');
  const whole = percent(it.within_window);
  const said = {
    zh: [
      `${it.as_of} · 7 天内购买 ${soon} · 30 天内 ${month} · ${it.window_days} 天内 ${whole}`,
      `如果购买：预计 ${day} (80%: ${low} 至 ${high})`,
      `可能的品类: ${categories}`,
    ],
    en: [
      `${it.as_of} · buys within 7 days ${soon} · 30 days ${month} · ${it.window_days} days ${whole}`,
      `if they buy: ${day} (80%: ${low} to ${high})`,
      `likely categories: ${categories}`,
    ],
  }[language];
  return (categories === '' ? said.slice(0, 2) : said).join('\n');
}
