import type { ValueView } from '../contract/value.ts';
import type { Language } from './command.ts';
import { amountCell, amountText } from './money.ts';
import { percent, table } from './table.ts';

const heads = {
  zh: {
    bands: ['价值分层', '客户', '价值', '预期购买', '最低价值'],
    models: ['模型', '参数', '估计', '标准误'],
  },
  en: {
    bands: ['band', 'customers', 'value', 'expected purchases', 'least value'],
    models: ['model', 'parameter', 'estimate', 'standard error'],
  },
} as const;

const bandNames = { zh: ['低', '中', '高'], en: ['low', 'mid', 'high'] } as const;

/** The value of a shop's customers in words: bands, totals, parameters, and how far off it was. */
export function sayValue(it: ValueView, language: Language): string {
  const bands = it.bands.map((band) => [
    ...[bandNames[language][band.band - 1]!, band.customers, amountCell(it.currency, Math.round(band.value))],
    { figure: band.purchases.toFixed(1) },
    amountCell(it.currency, band.least === null ? null : Math.round(band.least)),
  ]);
  const models = [it.counts, it.spending].flatMap(({ model, parameters }) =>
    parameters.map(({ letter, value, standard_error: error }) => [
      ...[model, letter, { figure: value.toPrecision(5) }],
      error === null ? null : { figure: error.toPrecision(3) },
    ]),
  );
  return [
    headOf(it, language),
    table(heads[language].bands, bands),
    table(heads[language].models, models),
    checkOf(it, language),
  ].join('\n');
}

function headOf({ run, settings, totals, currency }: ValueView, language: Language): string {
  const { value, low, high } = totals.value;
  const money = (minor: number | null) => (minor === null ? '-' : amountText(currency, Math.round(minor)));
  const said = {
    zh: `${run.as_of} · ${totals.customers} 位客户 · 未来 ${settings.horizon_weeks} 周价值 ${money(value)} (均值 95%：${money(low)} 至 ${money(high)})`,
    en: `${run.as_of} · ${totals.customers} customers · value over ${settings.horizon_weeks} weeks ${money(value)} (mean, 95%: ${money(low)} to ${money(high)})`,
  }[language];
  const few = { zh: ' · 数据太少，置信度低', en: ' · few data: low confidence' }[language];
  return `${said}${run.confidence === 'low' ? few : ''}`;
}

function checkOf({ errors: { purchases, naive } }: ValueView, language: Language): string {
  if (purchases === null)
    return { zh: '检验：数据的天数太少', en: 'Check: too few days of data to hold it against' }[language];
  const mae = (value: number | null | undefined) => (value == null ? '-' : value.toFixed(3));
  return {
    zh: `检验 (${purchases.calibration_end} 之后 ${purchases.days} 天)：模型偏差 ${percent(purchases.bias)}，每客误差 ${mae(purchases.mae)}；照搬同样长的前一段：偏差 ${percent(naive?.bias ?? null)}，每客误差 ${mae(naive?.mae)}`,
    en: `Check (${purchases.days} days behind ${purchases.calibration_end}): model bias ${percent(purchases.bias)}, mean error a customer ${mae(purchases.mae)}; as many as in as many days before: bias ${percent(naive?.bias ?? null)}, mean error ${mae(naive?.mae)}`,
  }[language];
}
