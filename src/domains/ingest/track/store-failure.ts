import { ClickHouseFailure } from '../../../platform/clickhouse/failure.ts';

/**
 * What a failed flush means. again: another writer was in the way, the same may pass now. away: a store is gone, full
 * or overloaded, the client should come again. data: something in it is refused, and would be refused again.
 */
export type FailureKind = 'again' | 'away' | 'data';

/** PostgreSQL's classes for what is in a statement: bad values, broken constraints, limits of one row, bad text. */
const DATA = /^(?:21|22|23|54|P0)/;
const AGAIN = /^(?:40P01|40001|55P03)$/;

/** What ClickHouse says of a row that does not fit its table. */
const BAD_ROW = new Set([
  ...['CANNOT_PARSE_TEXT', 'CANNOT_PARSE_QUOTED_STRING', 'CANNOT_PARSE_DATETIME', 'CANNOT_PARSE_NUMBER'],
  ...['CANNOT_PARSE_INPUT_ASSERTION_FAILED', 'CANNOT_PARSE_ESCAPE_SEQUENCE', 'INCORRECT_DATA'],
  ...['ARGUMENT_OUT_OF_BOUND', 'VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE', 'TYPE_MISMATCH'],
]);

export function failureKind(error: unknown): FailureKind {
  if (error instanceof ClickHouseFailure) return BAD_ROW.has(error.type) ? 'data' : 'away';
  const code = codeOf(error);
  if (AGAIN.test(code)) return 'again';
  return DATA.test(code) || isOurs(error) ? 'data' : 'away';
}

const codeOf = (error: unknown): string => String((error as { code?: unknown } | undefined)?.code ?? '');

/** Thrown by our own code over a value: one event of the flush is to blame, and the others must not pay for it. */
const isOurs = (error: unknown): boolean =>
  error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
