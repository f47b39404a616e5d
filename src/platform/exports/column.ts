import type { Text } from '../errors.ts';

/** What a table of an export is made of. Knows no business word: domains declare columns and yield rows. */

/**
 * `int` and `money` are whole numbers (money in minor units of the row's currency), `day` is a shop day YYYY-MM-DD,
 * `instant` is milliseconds since 1970 UTC.
 */
export type ColumnType = 'text' | 'int' | 'number' | 'money' | 'boolean' | 'day' | 'instant';

/** A personal value is masked unless it was asked for in clear; a sensitive one also leaves only when it is named. */
export type ColumnClass = 'ordinary' | 'personal' | 'sensitive';

export interface Column {
  /** snake_case; also the row's field. Money is `paid` here, and `paid_minor` in formats for machines. */
  readonly code: string;
  readonly label: Text;
  readonly type: ColumnType;
  /** Ordinary unless told. */
  readonly class?: ColumnClass;
  /** There is no masked form: the column exists only in an export in clear. */
  readonly clearOnly?: boolean;
}

export type Cell = string | number | boolean | null;

/** By column code. Rows with money also carry `currency` (ISO 4217), whether that column was asked for or not. */
export type Row = Readonly<Record<string, Cell | undefined>>;

/** Some hundreds to some ten thousands of rows: what is held in memory at once. */
export interface Batch {
  readonly rows: readonly Row[];
  /** Numbers of the people these rows tell of; 0 for one nobody knows. */
  readonly people: readonly number[];
}

/** A column in one go: code, label in zh and en, type, and what else there is to say. */
export const column = (
  code: string,
  [zh, en]: readonly [string, string],
  type: ColumnType = 'text',
  rest: Pick<Column, 'class' | 'clearOnly'> = {},
): Column => ({ code, label: { zh, en }, type, ...rest });
