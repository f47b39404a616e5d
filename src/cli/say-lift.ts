import type { Lift } from '../contract/lift.ts';
import type { Language } from './command.ts';
import { amountCell } from './money.ts';
import { type Cell, percent, table } from './table.ts';

const words = {
  zh: {
    head: ['', '客户', '可比', '人均订单', '人均净销售额'],
    sides: ['触达', '对照', '差异', '95% 下限', '95% 上限'],
    nobody: '没有可比的客户：需要全局对照组，且同一得分段两边各有两位以上客户已满期。',
    few: '可比的客户不足 100 位，置信度低。',
  },
  en: {
    head: ['', 'customers', 'compared', 'orders each', 'net sales each'],
    sides: ['acted on', 'held out', 'difference', '95% low', '95% high'],
    nobody:
      'Nobody can be compared: it takes a holdout, and in a band of the score two customers on both sides whose days are over.',
    few: 'Fewer than 100 customers compared on a side: low confidence.',
  },
} as const;

/** Both sides, their difference with its interval, and how sure it is. */
export function sayLift(it: Lift, language: Language): string {
  const { head, sides, nobody, few } = words[language];
  const arms = [it.acted_on, it.held_out].map((arm, n): Cell[] => [
    ...[sides[n]!, arm.customers, arm.compared],
    ...figures(it, arm.orders, arm.net_sales),
  ]);
  const differences = (['value', 'low', 'high'] as const).map((end, n): Cell[] => [
    ...[sides[n + 2]!, null, null],
    ...figures(it, it.orders?.[end] ?? null, it.net_sales?.[end] ?? null),
  ]);
  const sure = it.confidence === null ? nobody : it.confidence === 'low' ? few : '';
  return [headOf(it, language), table(head, [...arms, ...differences]), sure]
    .filter((line) => line !== '')
    .join('\n');
}

const figures = ({ currency }: Lift, orders: number | null, netSales: number | null): Cell[] => [
  orders === null ? null : { figure: orders.toFixed(3) },
  amountCell(currency, netSales),
];

const headOf = (it: Lift, language: Language): string =>
  ({
    zh: `${it.score} · ${it.from} 至 ${it.to} 的触达 · ${it.days} 天内 · 对照组 ${percent(it.holdout_share)} · 未满期 ${it.running} 位`,
    en: `${it.score} · acts of ${it.from} to ${it.to} · within ${it.days} days · holdout ${percent(it.holdout_share)} · not over yet ${it.running}`,
  })[language];
