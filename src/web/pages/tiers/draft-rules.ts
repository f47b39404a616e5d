import type { Rules, Rung } from './paths.ts';

/** What every part of the editor is given. */
export interface Fields {
  readonly rules: Rules;
  readonly onChange: (rules: Rules) => void;
}

/** Changes of a draft; each a new draft. */

export const changeRung = (rules: Rules, at: number, change: Partial<Rung>): Rules => ({
  ...rules,
  ladder: rules.ladder.map((rung, n) => (n === at ? { ...rung, ...change } : rung)),
});

export const removeRung = (rules: Rules, at: number): Rules => ({
  ...rules,
  ladder: rules.ladder.filter((_, n) => n !== at),
});

/** A tier above the highest, twice as far up, under a code that is free. */
export function addRung(rules: Rules): Rules {
  const top = rules.ladder.at(-1)!;
  const taken = rules.ladder.map(({ code }) => code);
  const code = Array.from({ length: 13 }, (_, n) => `tier-${n + 1}`).find((it) => !taken.includes(it))!;
  const number = rules.ladder.length + 1;
  const rung: Rung = {
    ...{ code, name: { zh: `等级${number}`, en: `Tier ${number}` }, color: '#8c6bb1', icon: 'heart' },
    from: Math.max(1, top.from * 2),
  };
  return { ...rules, ladder: [...rules.ladder, rung] };
}

type Deed = Rules['growth']['deeds'][number];

export const changeDeed = (rules: Rules, at: number, change: Partial<Deed>): Rules =>
  withDeeds(
    rules,
    rules.growth.deeds.map((deed, n) => (n === at ? { ...deed, ...change } : deed)),
  );

export const removeDeed = (rules: Rules, at: number): Rules =>
  withDeeds(
    rules,
    rules.growth.deeds.filter((_, n) => n !== at),
  );

export const addDeed = (rules: Rules, event: string): Rules =>
  withDeeds(rules, [...rules.growth.deeds, { event, points: 5, most_per_day: 20 }]);

const withDeeds = (rules: Rules, deeds: readonly Deed[]): Rules => ({
  ...rules,
  growth: { ...rules.growth, deeds: [...deeds] },
});

export type Benefit = NonNullable<Rung['benefits']>[number];
type GiftBenefit = Extract<Benefit, { gift: unknown }>;
export type Gift = GiftBenefit['gift'];

/** A benefit of a kind as it first stands in the editor. */
function newBenefit(kind: Benefit['kind'], today: string): Benefit {
  if (kind === 'birthday-gift' || kind === 'upgrade-gift') return { kind, gift: { points: 100 } };
  if (kind === 'points-multiplier') return { kind, percent: 150 };
  if (kind === 'free-shipping') return { kind, from_minor: 0 };
  if (kind === 'exclusive-coupon')
    return { kind, gift: { name: { zh: '专属优惠券', en: 'Exclusive coupon' }, cost_minor: 0, days: 30 } };
  if (kind === 'member-price')
    return { kind, name: { zh: '会员价', en: 'Member price' }, percent: 95, category: [] };
  if (kind !== 'limited-offer') return { kind };
  const price = { name: { zh: '限时优惠', en: 'Limited-time offer' }, percent: 90, category: [] };
  return { kind, ...price, from: today, until: today };
}

export const changeBenefit = (rules: Rules, rung: number, [at, benefit]: readonly [number, Benefit]): Rules =>
  changeRung(rules, rung, {
    benefits: benefitsOf(rules, rung).map((it, n) => (n === at ? benefit : it)),
  });

export const removeBenefit = (rules: Rules, rung: number, at: number): Rules =>
  changeRung(rules, rung, { benefits: benefitsOf(rules, rung).filter((_, n) => n !== at) });

export const addBenefit = (
  rules: Rules,
  rung: number,
  { kind, today }: { readonly kind: Benefit['kind']; readonly today: string },
): Rules => changeRung(rules, rung, { benefits: [...benefitsOf(rules, rung), newBenefit(kind, today)] });

const benefitsOf = (rules: Rules, rung: number): readonly Benefit[] => rules.ladder[rung]?.benefits ?? [];
