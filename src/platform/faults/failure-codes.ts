import type { Problem } from '../errors.ts';
import {
  clickhouseBusy,
  clickhouseUnavailable,
  diskFull,
  postgresUnavailable,
  tooBusy,
} from './fault-problems.ts';

/**
 * What a failure means for a write. conflict: another writer was in the way, the same may pass now. away: a store is
 * gone, full or overloaded, the same may pass later. data: something in it is refused, and would be refused again.
 */
export type FailureKind = 'conflict' | 'away' | 'data';

/** A failure we know: what it means, and what a caller is told where the cause is ours. */
export interface Failure {
  readonly kind: FailureKind;
  readonly problem?: Problem;
}

const away = (problem: Problem): Failure => ({ kind: 'away', problem });
const data: Failure = { kind: 'data' };

const entries = (failure: Failure, codes: string) =>
  codes.split(/\s+/).map((code): [string, Failure] => [code, failure]);

/**
 * SQLSTATEs, codes of the system and types of ClickHouse. PostgreSQL away: going down, coming up, out of connections or
 * memory, its disk failing, read-only after a failover. Busy: a statement that waited too long, a transaction forgotten
 * open, no handles left.
 */
const byCode: ReadonlyMap<string, Failure> = new Map([
  ...entries(
    away(postgresUnavailable),
    `57P01 57P02 57P03 57P05 53000 53200 53300 58000 58030 58P01 25006
    ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH ENOTFOUND EAI_AGAIN`,
  ),
  ...entries({ kind: 'conflict', problem: tooBusy }, '40001 40P01 55P03'),
  ...entries(away(tooBusy), '57014 25P03 25P04 EMFILE ENFILE EAGAIN'),
  ...entries(away(diskFull), '53100 ENOSPC EDQUOT NOT_ENOUGH_SPACE CANNOT_FSYNC CANNOT_TRUNCATE_FILE'),
  ...entries(
    away(clickhouseUnavailable),
    `UNREACHABLE NETWORK_ERROR SOCKET_TIMEOUT ALL_CONNECTION_TRIES_FAILED TABLE_IS_READ_ONLY
    NO_ZOOKEEPER KEEPER_EXCEPTION UNKNOWN_STATUS_OF_INSERT TOO_FEW_LIVE_REPLICAS CANNOT_SCHEDULE_TASK
    SERVER_OVERLOADED ABORTED`,
  ),
  ...entries(
    away(clickhouseBusy),
    `MEMORY_LIMIT_EXCEEDED CANNOT_ALLOCATE_MEMORY TIMEOUT_EXCEEDED TOO_MANY_PARTS
    TOO_MANY_SIMULTANEOUS_QUERIES TOO_SLOW`,
  ),
  ...entries(
    data,
    `CANNOT_PARSE_TEXT CANNOT_PARSE_QUOTED_STRING CANNOT_PARSE_DATETIME CANNOT_PARSE_NUMBER
    CANNOT_PARSE_INPUT_ASSERTION_FAILED CANNOT_PARSE_ESCAPE_SEQUENCE INCORRECT_DATA ARGUMENT_OUT_OF_BOUND
    VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE TYPE_MISMATCH`,
  ),
]);

/** Where a whole class means one thing: connections (08), values, constraints, limits of a row, our own functions. */
const byPattern: readonly (readonly [RegExp, Failure])[] = [
  [/^08...$/, away(postgresUnavailable)],
  [/^(?:21|22|23|54|P0)...$/, data],
  [/^CANNOT_WRITE_\w+$/, away(diskFull)],
];

/** undefined for a code that means a bug of ours, or none. */
export const failureOfCode = (code: string): Failure | undefined =>
  byCode.get(code) ?? byPattern.find(([pattern]) => pattern.test(code))?.[1];
