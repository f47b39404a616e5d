import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { patientPool, type Urls } from './patient-pool.ts';

/** How a pool is opened. */
export interface PoolOptions {
  /** Shown in pg_stat_activity; `shuke` unless told. */
  readonly applicationName?: string;
  /** Most connections at once; 20 unless told (the embedded server takes 60 in all). */
  readonly max?: number;
  /** Longest statement in milliseconds; 30,000 unless told, 0 = no limit. */
  readonly statementTimeout?: number;
  /** Told of a connection that broke while nobody used it; the pool replaces it. */
  readonly onIdleError?: (error: Error) => void;
}

/** 64-bit integers become numbers: ids and minor units stay below 2^53. One that does not is an error, not a rounding. */
function parseInteger(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new RangeError('A 64-bit integer from PostgreSQL is beyond 2^53.');
}

const { builtins } = pg.types;
// pg names no array types: int8[], date[], text[].
const int8Array = 1016 as typeof builtins.INT8;
const dateArray = 1182 as typeof builtins.INT8;
const textArray = 1009 as typeof builtins.INT8;
const arrayOf = pg.types.getTypeParser(int8Array, 'text') as (text: string) => (string | null)[];

const parsers = new Map<number, (text: string) => unknown>([
  [builtins.INT8, parseInteger],
  [int8Array, (text) => arrayOf(text).map((item) => (item === null ? null : parseInteger(item)))],
  [builtins.DATE, (text) => text], // a shop day; a Date would move it by the machine's zone
  [dateArray, pg.types.getTypeParser(textArray, 'text')], // date[], read as text[]
]);

const typeParser = (oid: number, format?: 'text' | 'binary') =>
  (format !== 'binary' && parsers.get(oid)) || pg.types.getTypeParser(oid, format as 'text');

/**
 * Connections as the role of `url` (or of several, one for each password it may have). int8 comes as a number (see parseInteger), timestamptz as Date, date as
 * 'YYYY-MM-DD', numeric as string, json parsed. Opens nothing until it is used; close with `db.destroy()`.
 */
// biome-ignore lint/complexity/noBannedTypes: Kysely's own way to say "no tables known yet"
export function openPool<Tables = {}>(url: string | Urls, options: PoolOptions = {}): Kysely<Tables> {
  const pool = patientPool(typeof url === 'string' ? () => [url] : url, {
    application_name: options.applicationName ?? 'shuke',
    max: options.max ?? 20,
    // What a rush opened goes back to a server that several processes share.
    idleTimeoutMillis: 10_000,
    // A server that does not answer, or twenty transactions that do not end: better a refusal than a caller left hanging.
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    statement_timeout: options.statementTimeout ?? 30_000,
    // A transaction left open by a lost caller holds locks; five minutes is longer than any of ours waits inside one.
    idle_in_transaction_session_timeout: 300_000,
    types: { getTypeParser: typeParser as typeof pg.types.getTypeParser },
    onIdleError: options.onIdleError,
  });
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}
