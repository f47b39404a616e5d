import { clickHouseDir } from '../clickhouse/engine-config.ts';
import type { Config } from '../config.ts';
import { postgresHome } from '../probe-embedded.ts';

/** Where embedded engines write; with both elsewhere, by URL, their disks are not ours to watch. */
export async function watchedFolders({ dataDir, postgresUrl, clickhouseUrl }: Config): Promise<string[]> {
  if (postgresUrl !== undefined && clickhouseUrl !== undefined) return [];
  return [
    dataDir,
    ...(postgresUrl === undefined ? [await postgresHome(dataDir)] : []),
    ...(clickhouseUrl === undefined ? [clickHouseDir(dataDir)] : []),
  ];
}
