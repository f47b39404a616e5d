import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cushion } from './disk-guard.ts';

/** Where chDB keeps its tables inside the data directory. */
export const clickHouseDir = (dataDir: string): string => join(dataDir, 'clickhouse');

/** Where BACKUP may write inside the data directory: the engine refuses any other place. */
const clickHouseBackupDir = (dataDir: string): string => join(dataDir, 'backups', 'clickhouse');

/** System tables the engine would fill by itself; nobody reads them here and they grow without end. */
const systemLogs =
  `query_log query_thread_log query_views_log part_log trace_log text_log metric_log session_log
  asynchronous_metric_log asynchronous_insert_log opentelemetry_span_log crash_log processors_profile_log
  zookeeper_log error_log query_metric_log blob_storage_log backup_log latency_log`.split(/\s+/);

/**
 * Writes chDB's configuration beside its directory and returns the file's path. MergeTree syncs parts to disk before
 * an insert is acknowledged (the engine's default does not); parts are merged fifteen at a time while many come (at the
 * default of 5 a row was written anew so often that merging took 11.3 us of each event, now 4.6; left alone, parts grow
 * together as before, because the engine asks for fewer the older they are); the pools fit two cores, caches stay small at rest; merges
 * go behind inserts and questions (where the engine may set niceness: as root, or with CAP_SYS_NICE).
 * `console` is said outright: on a terminal the engine otherwise prints its debug log, SQL and values included.
 * The engine itself adds what stands in `clickhouse.d/*.xml` beside it, for those who must turn its other screws.
 */
export function writeEngineConfig(dataDir: string): string {
  mkdirSync(clickHouseBackupDir(dataDir), { recursive: true });
  const file = join(dataDir, 'clickhouse.xml');
  writeFileSync(file, engineConfig(clickHouseBackupDir(dataDir)), { mode: 0o600 });
  return file;
}

function engineConfig(backups: string): string {
  return `<clickhouse>
  <logger><level>none</level><console>false</console></logger>
  <backups><allowed_path>${escapeXml(backups)}</allowed_path></backups>
  <merge_tree>
    <fsync_after_insert>1</fsync_after_insert>
    <fsync_part_directory>1</fsync_part_directory>
    <merge_selector_base>15</merge_selector_base>
  </merge_tree>
  <storage_configuration><disks><default><keep_free_space_bytes>${cushion}</keep_free_space_bytes></default></disks></storage_configuration>
  <background_pool_size>4</background_pool_size>
  <background_schedule_pool_size>8</background_schedule_pool_size>
  <os_threads_nice_value_merge_mutate>5</os_threads_nice_value_merge_mutate>
  <mark_cache_size>134217728</mark_cache_size>
  ${systemLogs.map((log) => `<${log} remove="1"/>`).join('')}
</clickhouse>
`;
}

const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
