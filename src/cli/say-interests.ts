import type {
  CustomerInterests,
  InterestDimension,
  ShopInterests,
  SimilarCustomers,
} from '../contract/interests.ts';
import type { Language } from './command.ts';
import { percent, table } from './table.ts';

const dimensions: Readonly<Record<Language, Readonly<Record<InterestDimension, string>>>> = {
  zh: { category: '品类', brand: '品牌', price: '价格带', hour: '时段', channel: '渠道' },
  en: { category: 'category', brand: 'brand', price: 'price band', hour: 'hour', channel: 'channel' },
};

/** Values of a dimension that a terminal shows. */
const SHOWN = 8;

/** How many customers like what most. */
export function sayInterests(it: ShopInterests, language: Language): string {
  const head = { zh: ['维度', '偏好', '客户'], en: ['dimension', 'likes most', 'customers'] }[language];
  const rows = it.dimensions.flatMap(({ dimension, values }) =>
    values.slice(0, SHOWN).map(({ value, customers }) => [dimensions[language][dimension], value, customers]),
  );
  const said = {
    zh: `${it.as_of} · ${it.customers} 位客户有兴趣画像 · 半衰期 ${it.half_life_days} 天`,
    en: `${it.as_of} · ${it.customers} customers with interests · half-life ${it.half_life_days} days`,
  }[language];
  return `${said}\n${table(head, rows)}`;
}

/** One customer's interests, strongest first. */
export function sayCustomerInterests(it: CustomerInterests, language: Language): string {
  const head = {
    zh: ['维度', '偏好', '占比', '得分', '次数'],
    en: ['dimension', 'likes', 'share', 'score', 'signs'],
  }[language];
  const rows = it.dimensions.flatMap(({ dimension, values }) =>
    values
      .slice(0, SHOWN)
      .map(({ value, share, score, acts }) => [
        ...[dimensions[language][dimension], value, { figure: percent(share) ?? '' }],
        ...[{ figure: score.toFixed(2) }, acts],
      ]),
  );
  const said = {
    zh: `${it.as_of} · ${it.acts} 个兴趣信号 · 半衰期 ${it.half_life_days} 天`,
    en: `${it.as_of} · ${it.acts} signs of interest · half-life ${it.half_life_days} days`,
  }[language];
  const few = { zh: ' · 数据太少，置信度低', en: ' · few data: low confidence' }[language];
  return `${said}${it.low_confidence ? few : ''}\n${table(head, rows)}`;
}

/** Who is nearest to a customer, and by what. */
export function saySimilar(it: SimilarCustomers, language: Language): string {
  const head = { zh: ['客户', '相似度', '共同点'], en: ['customer', 'similarity', 'alike in'] }[language];
  const rows = it.similar.map(({ customer, similarity, shared }) => [
    ...[customer, { figure: similarity.toFixed(3) }],
    shared.map(({ dimension, value }) => `${dimensions[language][dimension]} ${value}`).join(', '),
  ]);
  const said = {
    zh: `${it.as_of} · 与 ${it.compared} 位客户比较`,
    en: `${it.as_of} · compared with ${it.compared} customers`,
  }[language];
  return `${said}\n${table(head, rows)}`;
}
