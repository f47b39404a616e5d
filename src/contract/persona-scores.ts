import type { ScoreKind } from './score-kind.ts';

/** Personas as scores: 1 for whoever meets the rule as of the day; nobody else has one. */
const kindOf = (code: string, zh: string, en: string): ScoreKind => ({
  ...{ code: `persona-${code}`, model: 'personas', unit: 'band', better: 'neither' },
  label: { zh: `潜在客户：${zh}`, en: `Persona: ${en}` },
  definition: {
    zh: `截至该日符合“${zh}”这条规则的客户；规则由店铺设定，只看商品、价格、时段和地区`,
    en: `Customers who met the rule "${en}" as of the day; the shop sets it, over goods, prices, hours and places`,
  },
  bands: [{ value: 1, label: { zh: '符合', en: 'Meets it' } }],
});

export const personaScores: readonly ScoreKind[] = [
  kindOf('rural', '县乡', 'rural and county'),
  kindOf('young', '年轻', 'young'),
  kindOf('price-led', '价格敏感', 'price-led'),
  kindOf('home-maker', '居家', 'home-maker'),
  kindOf('city-2-3', '二三线城市', 'second and third-tier city'),
  kindOf('specific-need', '特定需求', 'specific need'),
];
