/**
 * What every query runs under. The engine bounds nothing by itself (max_memory_usage and max_execution_time are 0),
 * so the bounds live here, once, for chDB and for servers.
 */

type Settings = Readonly<Record<string, string | number>>;

/** Longest run of a question that does not say, and the most rows it may answer. */
export const defaultSeconds = 30;
const defaultMaxRows = 100_000;

/** Upkeep (OPTIMIZE, ALTER, migrations) and inserts may run this long, seconds. */
export const upkeepSeconds = 3600;

const gibibyte = 1024 ** 3;

/**
 * Dialect and bounds that never change: 64-bit integers quoted (JSON numbers lose digits above 2^53), inserts
 * acknowledged only when stored, missing right sides NULL, always FINAL, UTC, ISO instants understood, and a
 * misspelt column of an insert refused instead of dropped. Sorting and grouping spill to disk at half the memory.
 */
export const houseSettings: Settings = {
  output_format_json_quote_64bit_integers: 1,
  async_insert: 0,
  join_use_nulls: 1,
  final: 1,
  // Every partition column of ours is part of its table's key, so versions of a row never lie in two partitions.
  do_not_merge_across_partitions_select_final: 1,
  optimize_skip_merged_partitions: 1,
  // It looks for chains as a = b AND b = 5, which we do not write, in the square of a statement's conditions: of fifty segments in
  // one statement it took 0.65 s of the 1.1 s before the first row was read.
  optimize_and_compare_chain: 0,
  session_timezone: 'UTC',
  date_time_input_format: 'best_effort',
  input_format_skip_unknown_fields: 0,
  result_overflow_mode: 'throw',
  max_memory_usage: String(2 * gibibyte),
  max_bytes_before_external_group_by: String(gibibyte),
  max_bytes_before_external_sort: String(gibibyte),
  // A list of 100,000 ids is 1 MB of literal; the engine's default of 256 KiB would refuse it.
  max_query_size: String(32 * 1024 ** 2),
};

/** A question allowed at most this many seconds is quick: a lookup, not an analysis. */
const quickSeconds = 5;

/**
 * Nice value of analyses: a customer's page, an event that comes in and PostgreSQL go before them on the same cores.
 * An engine without the right to set it (CAP_SYS_NICE) leaves it.
 */
const analysisNiceness = 10;

/** Whether it goes before analyses, to the engine and on the processor. */
export const isQuick = ({ seconds = defaultSeconds, goesFirst = false }: Haste): boolean =>
  goesFirst || seconds <= quickSeconds;

interface Haste {
  readonly seconds?: number;
  readonly goesFirst?: boolean;
}

/** Bounds of one question. */
export function boundsOf({
  seconds = defaultSeconds,
  maxRows,
  goesFirst = false,
}: Haste & { readonly maxRows?: number }): Settings {
  return {
    max_execution_time: seconds,
    max_result_rows: String(maxRows ?? defaultMaxRows),
    // Said either way: chDB keeps a setting on the connection until another is given.
    os_thread_priority: isQuick({ seconds, goesFirst }) ? 0 : analysisNiceness,
  };
}

/** Bounds of an insert or of upkeep: no result worth bounding, but never endless. */
export const upkeepBounds: Settings = {
  max_execution_time: upkeepSeconds,
  max_result_rows: '0',
  log_comment: 'upkeep',
};

/** Bounds of loading whole tables: one piece may hold rows of more months than the engine's 100. */
export const loadBounds: Settings = { max_partitions_per_insert_block: 0 };

/** The settings as SET statements, for a connection that keeps them. Values are ours, never a caller's. */
export function setStatements(settings: Settings): string {
  return Object.entries(settings)
    .map(([name, value]) => `SET ${name} = ${typeof value === 'number' ? value : `'${value}'`}`)
    .join('; ');
}
