import type { Version } from './rules-version.ts';

type Rules = Version['rules'];

/** Rates and deeds as rows of a form: what a row is of, and its figures. Null while a field is empty. */
export interface RateRow {
  /** Of the row, not of the rule: rows of the same words stay apart while they are typed. */
  readonly id: number;
  readonly of: string;
  readonly percent: number | null;
}

export interface DeedRow {
  readonly id: number;
  readonly deed: string;
  readonly points: number | null;
  /** Null: unbounded. */
  readonly most: number | null;
}

export interface Rates {
  /** A category from the root down, 茶 / 白茶, or a product by its number, #7. */
  readonly items: readonly RateRow[];
  readonly tiers: readonly RateRow[];
  /** 2026-11-11, monthly:8 or weekly:1. */
  readonly days: readonly RateRow[];
  readonly deeds: readonly DeedRow[];
  /** Of a customer a day, by orders; null: unbounded. */
  readonly mostPerDay: number | null;
  readonly budget: number | null;
}

let rows = 0;
export const nextRow = (): number => ++rows;

const row = (of: string, percent: number): RateRow => ({ id: nextRow(), of, percent });

export const ratesOf = ({ order, deeds, budget }: Rules): Rates => ({
  items: order.items.map((it) =>
    row(it.product_id === undefined ? (it.category ?? []).join(' / ') : `#${it.product_id}`, it.percent),
  ),
  tiers: order.tiers.map(({ tier, percent }) => row(tier, percent)),
  days: order.days.map(({ on, percent }) => row(on, percent)),
  deeds: deeds.map(({ deed, points, most_per_day: most }) => ({ id: nextRow(), deed, points, most })),
  ...{ mostPerDay: order.most_per_day, budget },
});

const dayForm = /^(\d{4}-\d{2}-\d{2}|monthly:([1-9]|[12]\d|3[01])|weekly:[1-7])$/;

export const dayKinds = ['once', 'monthly', 'weekly'] as const;
type DayKind = (typeof dayKinds)[number];

/** What kind of day a row is of, and which one: a date, a day of each month, or of each week (1 is Monday). */
export function dayOfRow(of: string): { readonly kind: DayKind; readonly which: string } {
  const [every, which] = of.split(':');
  return which === undefined ? { kind: 'once', which: of } : { kind: every as DayKind, which };
}

export const rowOfDay = (kind: DayKind, which: string): string =>
  kind === 'once' ? which : `${kind}:${which}`;

/** Whether a row can be saved as it is. */
export const isRate = (kind: 'items' | 'tiers' | 'days', { of, percent }: RateRow): boolean => {
  if (percent === null || of.trim() === '') return false;
  return kind === 'days' ? dayForm.test(of.trim()) : kind === 'tiers' || itemOf(of) !== undefined;
};

export const isDeed = ({ deed, points }: DeedRow): boolean =>
  points !== null && /^[a-z][a-z0-9-]{0,40}$/.test(deed) && deed !== 'order';

const twice = (names: readonly string[]): boolean => new Set(names).size < names.length;

/** Whether all of it can be saved: each row holds together, each tier and deed stands once. */
export const areRates = (it: Rates): boolean =>
  (['items', 'tiers', 'days'] as const).every((kind) => it[kind].every((its) => isRate(kind, its))) &&
  it.deeds.every(isDeed) &&
  !twice(it.tiers.map(({ of }) => of.trim())) &&
  !twice(it.deeds.map(({ deed }) => deed));

function itemOf(of: string): { product_id: number } | { category: string[] } | undefined {
  if (of.trim().startsWith('#')) {
    const product = /^#\s*([1-9]\d{0,14})$/.exec(of.trim());
    return product === null ? undefined : { product_id: Number(product[1]) };
  }
  const category = of.split('/').map((it) => it.trim());
  return category.length <= 4 && category.every((it) => it !== '') ? { category } : undefined;
}

/** The rules with these rates; call it with rates that can be saved. */
export const withRates = (rules: Rules, rates: Rates): Rules => ({
  ...rules,
  order: {
    ...rules.order,
    items: rates.items.map(({ of, percent }) => ({ ...itemOf(of), percent: percent ?? 100 })),
    tiers: rates.tiers.map(({ of, percent }) => ({ tier: of.trim(), percent: percent ?? 100 })),
    days: rates.days.map(({ of, percent }) => ({ on: of.trim(), percent: percent ?? 100 })),
    most_per_day: rates.mostPerDay,
  },
  deeds: rates.deeds.map(({ deed, points, most }) => ({ deed, points: points ?? 0, most_per_day: most })),
  budget: rates.budget,
});
