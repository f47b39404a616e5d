import type { SplitCode } from '../catalog/dimensions.ts';

/** One thing rows are split by. All values but those `kept`, an SQL list of texts, are one. */
export interface Split {
  readonly code: SplitCode;
  readonly kept?: string;
}

/** Only rows whose value is in a list, or is not: an SQL list of texts. */
export interface Filter {
  readonly code: SplitCode;
  readonly values: string;
  readonly isOut: boolean;
}

/** SQL of a row's own value, by dimension. */
export type OwnValues = Partial<Record<SplitCode, string>>;

/** Stands for all values that are not kept (`otherValue` of the contract). No stored text has a control character. */
const folded = "'\\x01other'";

const text = (sql: string): string => `CAST(${sql} AS String)`;

/** SQL of a value under its split: itself, or what stands for all others. */
export const valueUnder = (sql: string, { kept }: Split): string =>
  kept === undefined ? sql : `if(has(${kept}, ${text(sql)}), ${text(sql)}, ${folded})`;

/** SQL of the column `dimension`: '' without a split, the value under one, an array of the values under several. */
export function dimensionSql(splits: readonly Split[], own: OwnValues): string {
  const values = splits.map((split) =>
    own[split.code] === undefined ? "''" : valueUnder(own[split.code]!, split),
  );
  return values.length > 1 ? `[${values.map(text).join(', ')}]` : (values[0] ?? "''");
}

/** Condition: a value passes its filter. */
export const passes = (sql: string, { values, isOut }: Filter): string =>
  `${isOut ? 'NOT ' : ''}has(${values}, ${text(sql)})`;

/** ` AND ...` for every filter on a value the row has itself; '' without any. */
export const ownFilters = (filters: readonly Filter[], own: OwnValues): string =>
  filters
    .filter(({ code }) => own[code] !== undefined)
    .map((filter) => ` AND ${passes(own[filter.code]!, filter)}`)
    .join('');
