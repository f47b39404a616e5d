import { ClickHouseFailure } from '../clickhouse/failure.ts';
import { type Problem, ProblemError } from '../errors.ts';
import { type Failure, type FailureKind, failureOfCode } from './failure-codes.ts';
import { diskFull, postgresUnavailable } from './fault-problems.ts';

/** SQLITE_FULL; SQLite's codes are numbers. */
const sqliteFull = 13;

/** What the PostgreSQL client says without any code: the connection went, or none was to be had in time. */
const lostConnection =
  /^Connection terminated|^timeout exceeded when trying to connect|^timeout expired$|not queryable$|^Query read timeout/;

/**
 * The one place where failures of stores and system become problems: `postgres-unavailable`, `clickhouse-unavailable`,
 * `clickhouse-busy`, `disk-full`, `too-busy`, all 503. undefined for what is nobody's fault but ours (a bug: 500) and for
 * what the caller did. An error that was wrapped is known by its cause.
 */
export const faultOf = (error: unknown): Problem | undefined => failureOf(error)?.problem;

/**
 * What a failed write means for the one who would send it again. What is not known at all counts as away: a caller who
 * comes again loses nothing, one who is told that it was his data gives it up.
 */
export const failureKind = (error: unknown): FailureKind => failureOf(error)?.kind ?? 'away';

function failureOf(error: unknown): Failure | undefined {
  if (error instanceof ProblemError)
    return error.problem.status === 503 ? { kind: 'away', problem: error.problem } : undefined;
  if (error instanceof ClickHouseFailure) return failureOfCode(error.type);
  if (!(error instanceof Error)) return undefined;
  return codeFailure(error) ?? failureOf(error.cause) ?? anyOf(error) ?? ourOwn(error);
}

function codeFailure(error: Error & { code?: unknown; syscall?: unknown; errcode?: unknown }) {
  if (error.errcode === sqliteFull) return { kind: 'away', problem: diskFull } as const;
  const known = failureOfCode(String(error.code ?? ''));
  if (known !== undefined) return known;
  // The socket of an embedded server that is down is not there.
  const isAway = error.syscall === 'connect' || lostConnection.test(error.message);
  return isAway ? ({ kind: 'away', problem: postgresUnavailable } as const) : undefined;
}

/** Happy eyeballs: a host with two addresses fails with an AggregateError of both. */
const anyOf = (error: Error): Failure | undefined =>
  error instanceof AggregateError ? error.errors.map(failureOf).find((it) => it !== undefined) : undefined;

/** Thrown by our own code over a value: one event of a flush is to blame, and the others must not pay for it. */
const ourOwn = (error: Error): Failure | undefined =>
  error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError
    ? { kind: 'data' }
    : undefined;
