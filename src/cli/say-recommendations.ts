import type { RecommendationList, RecommendationView } from '../contract/recommendations.ts';
import type { Recommendations } from '../domains/analytics/index.ts';
import type { Language } from './command.ts';
import { percent, table } from './table.ts';

/** How recommendations did, and a customer's list, as tables of a terminal. */

const words = {
  zh: {
    methods: {
      ...{ mix: '组合', popular: '热门', 'sought-now': '近期热门', 'bought-together': '一起买' },
      ...{ personal: '个性化', beside: '搭配' },
    },
    held: ['方法', 'recall@10', '95% 区间', 'NDCG@10', '覆盖率'],
    list: ['商品', '名称', '方法', '因为买过或看过'],
    mixed: '组合: ',
    said: (it: Recommendations) =>
      `学到 ${it.calibration_end}, 检验到 ${it.as_of}: ${it.customers} 位客户${it.is_sample ? ' (抽样)' : ''}, ${it.products} 种商品；用 ${it.holdout.customers} 位之后买了新品的客户检验${it.low_confidence ? ' (数据少，仅供参考)' : ''}`,
    plain: '没有可用的个人数据 (未知，或不同意画像): 显示热门，非个性化',
  },
  en: {
    methods: {
      ...{
        mix: 'the mix',
        popular: 'popular',
        'sought-now': 'sought now',
        'bought-together': 'bought together',
      },
      ...{ personal: 'personal', beside: 'goes with it' },
    },
    held: ['method', 'recall@10', '95 %', 'NDCG@10', 'coverage'],
    list: ['product', 'title', 'method', 'because of what they had or saw'],
    mixed: 'the mix: ',
    said: (it: Recommendations) =>
      `learnt to ${it.calibration_end}, checked to ${it.as_of}: ${it.customers} customers${it.is_sample ? ' (a sample)' : ''}, ${it.products} products; checked on ${it.holdout.customers} customers who then bought something new${it.low_confidence ? ' (few: low confidence)' : ''}`,
    plain: 'nothing of them is known or may be used: what most buy, the same for everybody',
  },
} as const;

export function sayRecommendations(answer: Recommendations, language: Language): string {
  const held = sayMethods(answer.holdout.methods, language);
  const mix = sayMix(answer.mix, language);
  return `${words[language].said(answer)}\n${held}\n${mix}${sayList(answer.list, language)}`;
}

/** What was learnt for the lists that are served. */
export function sayLearnt(
  { run, customers, products, mix, check }: RecommendationView,
  language: Language,
): string {
  const said = {
    zh: `${run.as_of} · 学习了 ${customers} 位客户，${products} 种商品`,
    en: `${run.as_of} · learnt from ${customers} customers, ${products} products`,
  }[language];
  const few = { zh: ' · 数据太少，置信度低', en: ' · few data: low confidence' }[language];
  const lines = [
    `${said}${run.confidence === 'low' ? few : ''}`,
    ...(check === null ? [] : [sayMethods(check.methods, language)]),
    sayMix(mix, language),
  ];
  return lines.join('\n');
}

/** A list as it is served. */
export const sayServed = (list: RecommendationList, language: Language): string =>
  sayList(list, language).trimStart();

function sayMethods(judged: Recommendations['holdout']['methods'], language: Language): string {
  const { methods, held } = words[language];
  const rows = judged.map((it) => [
    methods[it.method],
    { figure: percent(it.recall_at_10)! },
    { figure: `${percent(it.recall_low)} - ${percent(it.recall_high)}` },
    { figure: it.ndcg_at_10.toFixed(3) },
    { figure: percent(it.coverage)! },
  ]);
  return table(held, rows);
}

function sayMix(mix: Recommendations['mix'], language: Language): string {
  const { methods, mixed } = words[language];
  const shares = mix.filter(({ share }) => share > 0);
  return `${mixed}${shares.map(({ method, share }) => `${methods[method]} ${percent(share)}`).join(' · ')}`;
}

type AnyList = Pick<RecommendationList, 'personal'> & {
  readonly products: readonly Pick<
    RecommendationList['products'][number],
    'product' | 'title' | 'method' | 'because'
  >[];
};

function sayList(list: AnyList | null, language: Language): string {
  if (list === null) return '';
  const { methods, list: head, plain } = words[language];
  const rows = list.products.map((it) => [
    ...[it.product, it.title, methods[it.method]],
    it.because === null ? null : it.because.title || `#${it.because.product}`,
  ]);
  return `\n${list.personal ? '' : `${plain}\n`}${table(head, rows)}`;
}
