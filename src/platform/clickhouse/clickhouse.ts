/**
 * The one small transport that hides which ClickHouse this is: chDB in this process, a server, or a cluster.
 * Nothing above it knows. Every query is bounded in memory, time and rows, reads FINAL, and takes the shop.
 */

/** A value of a `{name:Type}` placeholder: a bound parameter on a server, an escaped literal in chDB. */
export type Param = string | number | bigint | boolean | Date | null | readonly Param[];

export interface Question {
  /** SQL of the ClickHouse dialect with `{name:Type}` placeholders. Must contain `{shop:UInt32}`. No FORMAT clause. */
  readonly sql: string;
  /** The shop asked about; bound as `{shop:UInt32}`. */
  readonly shopId: number;
  readonly params?: Readonly<Record<string, Param>>;
  /** Stops the engine itself (KILL QUERY), not only the waiting. */
  readonly signal?: AbortSignal;
  /** Longest run in seconds; 30 unless told. */
  readonly seconds?: number;
  /** Somebody waits for it within seconds, though it may take as long as an analysis: it goes before analyses. */
  readonly goesFirst?: boolean;
  /** Most rows of the answer; 100,000 unless told. More is an error, never a cut answer. */
  readonly maxRows?: number;
}

/** Whole lines of TabSeparated, and which columns they hold: what is written by the million is written so. */
export interface TabLines {
  readonly columns: readonly string[];
  readonly lines: string | Uint8Array;
}

/** Rows to append: objects, ready lines of JSONEachRow (one JSON object a line), or of TabSeparated. */
export type Rows = readonly object[] | string | TabLines;

export interface ClickHouse {
  /** Rows as objects. 64-bit integers come as strings (they would lose digits), DateTime64 as 'YYYY-MM-DD hh:mm:ss.sss' UTC. */
  query<Row>(question: Question): Promise<Row[]>;
  /**
   * Appends rows. Resolves when the engine has synced them. Instants may be ISO 8601 strings
   * (date_time_input_format = best_effort).
   */
  insert(table: string, rows: Rows): Promise<void>;
  /**
   * DDL and upkeep (ALTER, OPTIMIZE, SYSTEM): never for user input. Names written as the migrations' directives
   * (`OPTIMIZE TABLE {{local events}} FINAL`, `SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}`) become what
   * they are on one node or ON CLUSTER; see directives.ts.
   */
  command(sql: string, params?: Readonly<Record<string, Param>>): Promise<void>;
  /**
   * Questions about the engine itself: reads system tables and `schema_migrations` only, throws otherwise. What
   * belongs to a shop is asked with `query`.
   */
  inspect<Row>(sql: string, params?: Readonly<Record<string, Param>>): Promise<Row[]>;
  /**
   * Rows as lines of TabSeparated, in pieces that end anywhere; memory does not grow with them. For the backup: it
   * takes directives, reads every shop, and no route may ask it. No FORMAT and no SETTINGS clause.
   */
  dump(sql: string, params?: Readonly<Record<string, Param>>): AsyncIterable<Uint8Array>;
  /** Appends whole lines of TabSeparated. For the restore. */
  load(table: string, columns: readonly string[], lines: Uint8Array): Promise<void>;
  /** Version string and 'embedded' | 'server' | 'cluster'. */
  describe(): Promise<{ version: string; kind: 'embedded' | 'server' | 'cluster' }>;
  close(): Promise<void>;
}
