import type { ForecastAnswer, ReorderAnswer } from '../contract/forecast.ts';
import type { Language } from './command.ts';
import { type Cell, percent, table } from './table.ts';

/** Forecasts as tables of a terminal. */

const words = {
  zh: {
    ahead: ['期', '预计', '下限', '上限', '节点'],
    backtest: ['模型', 'WAPE', 'MASE', '偏差', '区间覆盖', ''],
    reorder: [
      '商品',
      '名称',
      '近28天',
      '库存',
      '可售天数',
      '预计需求',
      '安全库存',
      '补货目标',
      '建议补货',
      '置信度',
    ],
    low: ' · 数据太少，置信度低',
    chosen: '采用',
    confidence: { low: '低', usual: '' },
  },
  en: {
    ahead: ['period', 'expected', 'low', 'high', 'occasion'],
    backtest: ['model', 'WAPE', 'MASE', 'bias', 'coverage', ''],
    reorder: [
      'product',
      'title',
      '28 days',
      'stock',
      'cover',
      'demand',
      'safety',
      'up to',
      'order',
      'confidence',
    ],
    low: ' · few data: low confidence',
    chosen: 'chosen',
    confidence: { low: 'low', usual: '' },
  },
} as const;

const fixed = (value: number | null, places = 1): Cell =>
  value === null ? null : { figure: value.toFixed(places) };

export function sayForecast(it: ForecastAnswer, language: Language): string {
  const say = words[language];
  const backtest = it.backtest.map((row) => [
    ...[row.model, percent(row.wape), fixed(row.mase, 2), percent(row.bias), percent(row.coverage)],
    row.chosen ? say.chosen : '',
  ]);
  const labels = new Map(it.effects.map(({ code, label }) => [code, label[language]]));
  const ahead = it.forecast.map((row) => [
    ...[row.period, fixed(row.mean), fixed(row.low), fixed(row.high)],
    row.flags.map((code) => labels.get(code) ?? code).join(' '),
  ]);
  return [headOf(it, language), table(say.backtest, backtest), table(say.ahead, ahead)].join('\n');
}

function headOf(it: ForecastAnswer, language: Language): string {
  const { training, model, level, looks_back: looks } = it;
  const said = {
    zh: `${model.name} · ${training.from} 至 ${training.to} · ${training.units} 件 · 回测 ${looks} 次 · ${percent(level)} 区间`,
    en: `${model.name} · ${training.from} to ${training.to} · ${training.units} units · ${looks} looks back · intervals of ${percent(level)}`,
  };
  return `${said[language]}${it.confidence === 'low' ? words[language].low : ''}\n`;
}

export function sayReorder({ rows }: ReorderAnswer, language: Language): string {
  const cells = rows.map((it) => [
    ...[it.product_id, it.title.slice(0, 24), it.units, it.stock, fixed(it.cover_days), fixed(it.demand)],
    ...[fixed(it.safety), it.order_up_to, it.suggestion, words[language].confidence[it.confidence]],
  ]);
  return table(words[language].reorder, cells);
}
