import type { Item } from './items-path.ts';

/** An item as the form has it. Null while a field is empty; of the bound null is "unbounded". */
export interface Fields {
  readonly kind: Item['kind'];
  readonly name: string;
  readonly handsOut: string;
  readonly points: number | null;
  /** In whole units of the shop's money, with its decimals. */
  readonly money: number | null;
  readonly most: number | null;
  readonly tiers: readonly string[];
  readonly isListed: boolean;
}

export const emptyFields: Fields = {
  ...{ kind: 'gift', name: '', handsOut: '', points: null, money: 0, most: 1, tiers: [], isListed: true },
};

/** `unit`: minor units of one unit of the shop's money. */
export const fieldsOf = (item: Item, unit: number): Fields => ({
  ...{ kind: item.kind, name: item.name, handsOut: item.hands_out ?? '', points: item.points },
  ...{ money: item.money_minor / unit, most: item.most_per_customer, tiers: item.tiers },
  isListed: item.is_listed,
});

export const bodyOf = (fields: Fields, unit: number) => ({
  ...{ kind: fields.kind, name: fields.name.trim(), hands_out: fields.handsOut.trim() || null },
  ...{ points: fields.points ?? 0, money_minor: Math.round((fields.money ?? 0) * unit) },
  ...{ most_per_customer: fields.most, tiers: [...fields.tiers], is_listed: fields.isListed },
});

export const isReady = ({ name, points }: Fields): boolean => name.trim() !== '' && (points ?? 0) > 0;
