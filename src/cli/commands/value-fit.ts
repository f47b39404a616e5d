import { type FittedValue, fitValue, shopDay, usualDay, valueModels } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand, type Language } from '../command.ts';
import { choice, day, required, shop, withDefault } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { percent, table } from '../table.ts';

/** `shuke value fit`: a model of customer lifetime value, its parameters, and how it did on days it has not seen. */
export const command = engineCommand({
  name: 'value fit',
  summary: {
    zh: '拟合客户生命周期价值模型，给出参数与误差',
    en: 'fit a model of customer lifetime value: parameters and errors',
  },
  options: {
    shop,
    model: required(choice(valueModels, { zh: '模型', en: 'the model' })),
    'calibration-end': day({
      zh: '拟合用数据的最后一天 (含)；之后的日子用来检验',
      en: 'last shop day to fit on; the days behind it check the fit',
    }),
    'as-of': day({
      zh: '已知数据的最后一天 (含)，默认今天；很久没有订单的店铺为最后一个有订单的日子',
      en: 'last shop day that is known; today unless told, or the last day with orders',
    }),
    unit: withDefault(choice(['day', 'week'], { zh: '时间单位', en: 'unit of time' }), 'week'),
  },
  async run({ platform, options, language, signal, result }) {
    const { clickhouse, clock } = platform;
    const shop = await shopOf(platform, options.shop);
    const { model, unit, 'calibration-end': calibrationEnd } = options;
    const asking = { clickhouse, shop, signal };
    const asOf = options['as-of'] ?? (await usualDay(asking, shopDay(clock.now(), shop)));
    const fitted = orThrow(await fitValue({ ...asking, model, unit, asOf, calibrationEnd }));
    result(fitted, () => sayFit(fitted, language));
  },
});

const heads = {
  zh: { parameters: ['参数', '估计', '标准误'], holdout: ['回购次数', '客户', '预测', '实际'] },
  en: {
    parameters: ['parameter', 'estimate', 'standard error'],
    holdout: ['repeats', 'customers', 'predicted', 'actual'],
  },
} as const;

function sayFit(fitted: FittedValue, language: Language): string {
  const { parameters, standard_errors: errors, holdout } = fitted;
  const rows = Object.entries(parameters).map(([letter, value]) => [
    letter,
    { figure: value.toPrecision(5) },
    errors[letter] == null ? null : { figure: errors[letter].toPrecision(3) },
  ]);
  const lines = [headOf(fitted, language), table(heads[language].parameters, rows)];
  if (holdout !== null) lines.push(sayHoldout(holdout, language));
  return lines.join('\n');
}

function headOf(it: FittedValue, language: Language): string {
  const { model, from, calibration_end: to, customers, repeaters, log_likelihood: log, confidence } = it;
  const low = { zh: ' · 数据太少，置信度低', en: ' · few data: low confidence' }[language];
  const said = {
    zh: `${model} · ${from} 至 ${to} · ${customers} 位客户，其中 ${repeaters} 位回购 · 对数似然 ${log.toFixed(1)}`,
    en: `${model} · ${from} to ${to} · ${customers} customers, ${repeaters} of them came back · log-likelihood ${log.toFixed(1)}`,
  };
  return `${said[language]}${confidence === 'low' ? low : ''}`;
}

function sayHoldout(holdout: NonNullable<FittedValue['holdout']>, language: Language): string {
  const { calibration_end: cut, to, bias, mae, by_repeats: rows } = holdout;
  const error = mae === null ? '-' : mae.toFixed(2);
  const said = {
    zh: `检验：用 ${cut} 及以前的数据预测到 ${to}，总偏差 ${percent(bias)}，每位客户平均误差 ${error}`,
    en: `Check: fitted on days to ${cut}, held against days to ${to}: bias ${percent(bias)}, mean error a customer ${error}`,
  };
  const cells = rows.map((it) => [
    it.repeats === 7 ? '7+' : String(it.repeats),
    it.customers,
    { figure: it.predicted.toFixed(1) },
    { figure: it.actual.toFixed(1) },
  ]);
  return `${said[language]}\n${table(heads[language].holdout, cells)}`;
}
