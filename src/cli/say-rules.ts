import type { AffinityRules, RulesCheck } from '../contract/affinity.ts';
import type { Language } from './command.ts';
import { percent, table } from './table.ts';

/** Rules as a table of a terminal. A star marks few counts; what does not stand its test is told apart. */

const whole = (orders: number): string => String(Math.round(orders));

const words = {
  zh: {
    head: ['买了', '也买', '同单', '支持度', '置信度', '平常', '提升度', '95% 区间', 'q 值'],
    star: '* 数据少，仅供参考',
    checked: (it: RulesCheck) =>
      `检验：${it.calibration_end} 及以前学到的 ${it.rules} 条显著规则，在之后至 ${it.to} 的 ${it.baskets} 单里，${it.lifts_held} 条提升度仍大于 1；买了前者的订单，规则预计 ${whole(it.predicted)} 单也买后者，实际 ${it.actual} 单，只看热门预计 ${whole(it.by_popularity)} 单`,
    counted: (it: AffinityRules) =>
      `${it.from} 至 ${it.to}: ${it.baskets} 单，其中 ${it.baskets_of_several} 单不止一样；看了 ${it.items} 样中的 ${it.items_looked_at} 样，检验 ${it.pairs_tested} 对，同单至少 ${it.min_support} 次; ${it.rules_found} 条规则, ${it.significant_found} 条显著; ${it.left_out} 单超过 100 样，未计入`,
  },
  en: {
    head: ['who takes', 'takes also', 'together', 'support', 'confidence', 'usual', 'lift', '95 %', 'q'],
    star: '* few counts: low confidence',
    checked: (it: RulesCheck) =>
      `Check: of ${it.rules} rules significant on days to ${it.calibration_end}, ${it.lifts_held} have a lift above 1 in the ${it.baskets} orders behind them, to ${it.to}; of orders with the first, rules expected ${whole(it.predicted)} to have the second, ${it.actual} had, popularity alone says ${whole(it.by_popularity)}`,
    counted: (it: AffinityRules) =>
      `${it.from} to ${it.to}: ${it.baskets} orders, ${it.baskets_of_several} of several items; ${it.items_looked_at} of ${it.items} items looked at, ${it.pairs_tested} pairs tested, at least ${it.min_support} orders with both; ${it.rules_found} rules, ${it.significant_found} significant; ${it.left_out} orders of more than 100 items left out`,
  },
} as const;

export function sayRules(answer: AffinityRules, language: Language): string {
  const { head, star, counted, checked } = words[language];
  const check = answer.check === null ? '' : `${checked(answer.check)}\n`;
  const rows = answer.rules.map((it) => [
    ...[it.from.title || it.from.key, it.to.title || it.to.key, it.together],
    ...[percent(it.support), percent(it.confidence), percent(it.usual)].map((figure) => ({
      figure: figure!,
    })),
    { figure: `${it.lift.toFixed(2)}${it.low_confidence ? '*' : ''}` },
    { figure: `${it.lift_low.toFixed(2)}-${it.lift_high.toFixed(2)}` },
    { figure: it.q_value < 0.0001 ? '<0.0001' : it.q_value.toFixed(4) },
  ]);
  return `${counted(answer)}\n${check}${table(head, rows)}${star}\n`;
}
