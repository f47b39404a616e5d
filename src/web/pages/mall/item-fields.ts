import type { Item } from './items-path.ts';

export interface TierLimit {
  readonly id: number;
  readonly tier: string;
  readonly most: number | null;
}

/** An item as the form has it. Null while a field is empty; of the bound null is "unbounded". */
export interface Fields {
  readonly kind: Item['kind'];
  readonly name: string;
  readonly handsOut: string;
  readonly points: number | null;
  /** In whole units of the shop's money, with its decimals. */
  readonly money: number | null;
  readonly most: number | null;
  /** Instead of it, for customers of a tier; rows that are not filled in are none. */
  readonly byTier: readonly TierLimit[];
  readonly tiers: readonly string[];
  readonly isListed: boolean;
}

export const emptyFields: Fields = {
  ...{ kind: 'gift', name: '', handsOut: '', points: null, money: 0, most: 1, byTier: [], tiers: [] },
  isListed: true,
};

/** `unit`: minor units of one unit of the shop's money. */
export const fieldsOf = (item: Item, unit: number): Fields => ({
  ...{ kind: item.kind, name: item.name, handsOut: item.hands_out ?? '', points: item.points },
  ...{ money: item.money_minor / unit, most: item.most_per_customer, tiers: item.tiers },
  byTier: (item.most_by_tier ?? []).map((it, id) => ({ id, ...it })),
  isListed: item.is_listed,
});

export const bodyOf = (fields: Fields, unit: number) => ({
  ...{ kind: fields.kind, name: fields.name.trim(), hands_out: fields.handsOut.trim() || null },
  ...{ points: fields.points ?? 0, money_minor: Math.round((fields.money ?? 0) * unit) },
  ...{ most_per_customer: fields.most, tiers: [...fields.tiers], is_listed: fields.isListed },
  most_by_tier: fields.byTier.flatMap(({ tier, most }) =>
    tier.trim() === '' || most === null ? [] : [{ tier: tier.trim(), most }],
  ),
});

export const isReady = ({ name, points }: Fields): boolean => name.trim() !== '' && (points ?? 0) > 0;
