import { ClickHouseFailure } from '../clickhouse/failure.ts';
import { type Problem, ProblemError } from '../errors.ts';
import {
  clickhouseBusy,
  clickhouseUnavailable,
  diskFull,
  postgresUnavailable,
  tooBusy,
} from './fault-problems.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/**
 * SQLSTATEs and system codes of a PostgreSQL that is away: going down, coming up, out of connections or memory, its disk
 * failing, read-only after a failover. Class 08 (connection) is matched by its first letters.
 */
const postgresAway = words(`57P01 57P02 57P03 57P05 53000 53200 53300 58000 58030 58P01 25006
  ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH ENOTFOUND EAI_AGAIN`);

/** Serialisation, deadlock, a lock or a statement that waited too long, a transaction forgotten open; no handles left. */
const contended = words('40001 40P01 55P03 57014 25P03 25P04 EMFILE ENFILE EAGAIN');

/** PostgreSQL, the system, and SQLite (SQLITE_FULL) say it so. */
const full = words('53100 ENOSPC EDQUOT');
const sqliteFull = 13;

/** What the PostgreSQL client says without any code: the connection went, or none was to be had in time. */
const lostConnection =
  /^Connection terminated|^timeout exceeded when trying to connect|not queryable$|^Query read timeout/;

const clickhouseAway =
  words(`UNREACHABLE NETWORK_ERROR SOCKET_TIMEOUT ALL_CONNECTION_TRIES_FAILED TABLE_IS_READ_ONLY
  NO_ZOOKEEPER KEEPER_EXCEPTION UNKNOWN_STATUS_OF_INSERT TOO_FEW_LIVE_REPLICAS CANNOT_SCHEDULE_TASK
  SERVER_OVERLOADED ABORTED`);
const clickhouseStrained = words(`MEMORY_LIMIT_EXCEEDED CANNOT_ALLOCATE_MEMORY TIMEOUT_EXCEEDED TOO_MANY_PARTS
  TOO_MANY_SIMULTANEOUS_QUERIES TOO_SLOW`);
const clickhouseFull = /^(NOT_ENOUGH_SPACE|CANNOT_WRITE_\w+|CANNOT_FSYNC|CANNOT_TRUNCATE_FILE)$/;

/**
 * The one place where failures of stores and system become problems: `postgres-unavailable`, `clickhouse-unavailable`,
 * `clickhouse-busy`, `disk-full`, `too-busy`, all 503. undefined for what is nobody's fault but ours (a bug: 500) and for
 * what the caller did. An error that was wrapped is known by its cause.
 */
export function faultOf(error: unknown): Problem | undefined {
  if (error instanceof ProblemError) return error.problem.status === 503 ? error.problem : undefined;
  if (error instanceof ClickHouseFailure) return clickhouseFault(error.type);
  if (!(error instanceof Error)) return undefined;
  return codeFault(error) ?? faultOf(error.cause) ?? anyOf(error);
}

function codeFault(error: Error & { code?: unknown; syscall?: unknown; errcode?: unknown }) {
  const code = String(error.code ?? '');
  if (full.has(code) || error.errcode === sqliteFull) return diskFull;
  if (postgresAway.has(code) || /^08...$/.test(code)) return postgresUnavailable;
  // The socket of an embedded server that is down is not there.
  if (error.syscall === 'connect') return postgresUnavailable;
  if (contended.has(code)) return tooBusy;
  return lostConnection.test(error.message) ? postgresUnavailable : undefined;
}

function clickhouseFault(type: string): Problem | undefined {
  if (clickhouseFull.test(type)) return diskFull;
  if (clickhouseAway.has(type)) return clickhouseUnavailable;
  return clickhouseStrained.has(type) ? clickhouseBusy : undefined;
}

/** Happy eyeballs: a host with two addresses fails with an AggregateError of both. */
const anyOf = (error: Error): Problem | undefined =>
  error instanceof AggregateError ? error.errors.map(faultOf).find((it) => it !== undefined) : undefined;
