import type { LookAlike } from '../contract/look-alike.ts';
import type { PersonaCode, Personas } from '../contract/personas.ts';
import type { Language } from './command.ts';
import { percent, table } from './table.ts';

const names: Readonly<Record<Language, Readonly<Record<PersonaCode, string>>>> = {
  zh: {
    ...{ rural: '县乡', young: '年轻', 'price-led': '价格敏感', 'home-maker': '居家' },
    ...{ 'city-2-3': '二三线城市', 'specific-need': '特定需求' },
  },
  en: {
    ...{ rural: 'rural and county', young: 'young', 'price-led': 'price-led', 'home-maker': 'home-maker' },
    ...{ 'city-2-3': 'second and third tier', 'specific-need': 'specific need' },
  },
};

/** How many have which persona; the rules are in the JSON and on the console's page. */
export function sayPersonas(it: Personas, language: Language): string {
  const head = { zh: ['潜在客户', '客户', '未购买', ''], en: ['persona', 'customers', 'no purchase', ''] }[
    language
  ];
  const off = { zh: '已关闭', en: 'off' }[language];
  const rows = it.personas.map(({ rule, customers, without_purchase: potential }) => [
    ...[names[language][rule.persona], customers, potential, rule.on ? '' : off],
  ]);
  const said = {
    zh: `${it.as_of} · ${it.customers} 位客户有兴趣或所在地`,
    en: `${it.as_of} · ${it.customers} customers with interests or a place`,
  }[language];
  return `${said}\n${table(head, rows)}`;
}

/** Look-alikes, with how well they find members held out. */
export function sayLookAlikes(it: LookAlike, language: Language): string {
  const head = { zh: ['客户', '相似度'], en: ['customer', 'likeness'] }[language];
  const rows = it.look_alikes.map(({ customer, likeness }) => [customer, { figure: likeness.toFixed(3) }]);
  const drivers = it.drivers.map(({ dimension, value }) => `${dimension} ${value}`).join(', ');
  const said = {
    zh: `${it.as_of} · ${it.members} 位，其他 ${it.candidates} 位 · 更喜欢：${drivers}`,
    en: `${it.as_of} · ${it.members} members, ${it.candidates} others · they like more: ${drivers}`,
  }[language];
  return [said, checkOf(it, language), table(head, rows)].join('\n');
}

function checkOf({ check, low_confidence: isLow }: LookAlike, language: Language): string {
  if (check === null) return { zh: '人数太少，无法检验', en: 'Too few members to hold any out' }[language];
  const tops = check.tops.map(({ share, lift }) => `${percent(share)} ${lift.toFixed(2)}`).join(' · ');
  const few = { zh: ' · 数据太少，置信度低', en: ' · few data: low confidence' }[language];
  const said = {
    zh: `留出 ${check.held_out} 位检验：AUC ${check.auc.toFixed(3)}，前若干的提升 ${tops}`,
    en: `${check.held_out} held out: AUC ${check.auc.toFixed(3)}, lift of the first ${tops}`,
  }[language];
  return `${said}${isLow ? few : ''}`;
}
