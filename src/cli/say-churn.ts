import type { ChurnView, CustomerRisk, CustomerRiskView } from '../contract/churn.ts';
import type { Language } from './command.ts';
import { amountCell, amountText } from './money.ts';
import { percent, table } from './table.ts';

const heads = {
  zh: {
    most: ['客户', '流失风险', '可能流失', '原因'],
    check: ['', 'AUC', '精确率', '召回率', '最高一成的提升'],
    drivers: ['特征', '权重', '标准误'],
  },
  en: {
    most: ['customer', 'risk', 'at stake', 'why'],
    check: ['', 'AUC', 'precision', 'recall', 'lift of the first tenth'],
    drivers: ['feature', 'weight', 'standard error'],
  },
} as const;

/** The early warning in words: totals, who has most at stake, what drives it, how well it did beside the plain rule. */
export function sayChurn(it: ChurnView, language: Language): string {
  const most = it.most.map((one) => [
    ...[one.customer, { figure: percent(one.risk) ?? '' }, amountCell(it.currency, one.value_at_stake)],
    reasonsOf(one, language),
  ]);
  const drivers = it.drivers.map(({ label, weight, standard_error: error }) => [
    ...[label[language], { figure: weight.toFixed(3) }],
    error === null ? null : { figure: error.toFixed(3) },
  ]);
  return [
    headOf(it, language),
    table(heads[language].most, most),
    table(heads[language].drivers, drivers),
    checkOf(it, language),
  ].join('\n');
}

function headOf(it: ChurnView, language: Language): string {
  const money = amountText(it.currency, it.value_at_stake);
  const said = {
    zh: `${it.run.as_of} · ${it.customers} 位客户 · ${it.window_days} 天内预计流失 ${it.expected_lost.toFixed(0)} 位 · 可能流失 ${money}`,
    en: `${it.run.as_of} · ${it.customers} customers · expected lost within ${it.window_days} days: ${it.expected_lost.toFixed(0)} · at stake ${money}`,
  }[language];
  const few = { zh: ' · 数据太少，置信度低', en: ' · few data: low confidence' }[language];
  return `${said}${it.run.confidence === 'low' ? few : ''}`;
}

function checkOf({ check }: ChurnView, language: Language): string {
  if (check === null)
    return { zh: '检验：数据的天数太少', en: 'Check: too few days of data to hold it against' }[language];
  const names = { zh: ['模型', '只看最近购买'], en: ['model', 'recency alone'] }[language];
  const rows = [check.model, check.recency_rule].map((of, n) => [
    names[n]!,
    ...[of.auc, of.precision, of.recall, of.lift].map((value) =>
      value === null ? null : { figure: value.toFixed(3) },
    ),
  ]);
  const { better_by: by } = check;
  const more = [by?.auc ?? null, by?.precision ?? null, null, by?.lift ?? null].map((it) =>
    it === null ? null : { figure: `${signed(it.value)} [${signed(it.low)}, ${signed(it.high)}]` },
  );
  const better = { zh: '模型胜出 (95%)', en: 'better by (95%)' }[language];
  const said = {
    zh: `检验 (${check.day} 的 ${check.customers} 位客户，到 ${check.to} 流失 ${check.lost} 位):`,
    en: `Check (${check.customers} customers of ${check.day}, of whom ${check.lost} were lost by ${check.to}):`,
  }[language];
  return `${said}\n${table(heads[language].check, [...rows, [better, ...more]])}`;
}

const signed = (value: number): string => `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(3)}`;

const reasonsOf = ({ reasons }: Pick<CustomerRisk, 'reasons'>, language: Language): string =>
  reasons.map(({ text }) => text[language]).join(language === 'zh' ? '；' : '; ');

/** One customer's risk in a line. */
export function sayRisk(it: CustomerRiskView, language: Language): string {
  const money = amountText(it.currency, it.value_at_stake);
  const range = it.low === null || it.high === null ? '' : ` (${percent(it.low)}–${percent(it.high)})`;
  const said = {
    zh: `${it.as_of} · ${it.window_days} 天内流失风险 ${percent(it.risk)}${range} · 可能流失 ${money}`,
    en: `${it.as_of} · risk of leaving within ${it.window_days} days ${percent(it.risk)}${range} · at stake ${money}`,
  }[language];
  return [said, ...it.reasons.map(({ text }) => `- ${text[language]}`)].join('\n');
}
