import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Config } from '../platform/config.ts';
import { floorOf } from '../platform/disk/disk-rules.ts';
import { watchedFolders } from '../platform/disk/watched-folders.ts';
import { type Finding, fine, trouble } from './finding.ts';
import { kindOf } from './kind-of.ts';

const gibibyte = 1024 ** 3;

interface Disk {
  readonly folder: string;
  readonly device: number;
  /** Bytes. */
  readonly free: number;
  readonly total: number;
}

/**
 * The fullest of the disks under the data directory and the embedded engines, which may be several: root's PostgreSQL
 * lives elsewhere when its data directory is closed to others. 2 GiB: a merge of ClickHouse writes a part anew before it
 * drops the old ones.
 */
export async function diskFinding(config: Config): Promise<Finding> {
  const folders = [config.dataDir, ...(await watchedFolders(config))];
  const disks = await Promise.all(folders.map(async (folder) => diskOf(await nearestFolder(folder))));
  const fullest = disks.reduce((a, b) => (b.free < a.free ? b : a));
  const isOne = new Set(disks.map(({ device }) => device)).size === 1;
  return judge(fullest, { floor: floorOf(fullest, config.diskFloor), name: isOne ? '' : fullest.folder });
}

async function diskOf(folder: string): Promise<Disk> {
  const { bavail, bsize, blocks } = await statfs(folder);
  const { dev } = await stat(folder);
  return { folder, device: dev, free: bavail * bsize, total: blocks * bsize };
}

function judge({ free, total }: Disk, { floor, name }: { floor: number; name: string }): Finding {
  const [left, all] = [(free / gibibyte).toFixed(1), (total / gibibyte).toFixed(1)];
  const value = {
    zh: `剩余 ${left} GiB，共 ${all}${name && ` (${name})`}`,
    en: `${left} GiB free of ${all}${name && ` (${name})`}`,
  };
  if (free < floor) return trouble('disk', value, refused(floor));
  return free >= 2 * gibibyte
    ? fine('disk', value)
    : trouble('disk', value, {
        zh: '剩余空间不足 2 GiB: 请清理，或用 SHUKE_DATA 换到更大的磁盘',
        en: 'Less than 2 GiB is free: make room, or move to a larger disk with SHUKE_DATA',
      });
}

const refused = (floor: number) => {
  const megabytes = Math.round(floor / 1024 ** 2);
  return {
    zh: `低于下限 ${megabytes} MB, 写入被拒绝：请清理磁盘，或调整 SHUKE_DISK_FLOOR`,
    en: `Below the floor of ${megabytes} MB, so writes are refused: make room, or change SHUKE_DISK_FLOOR`,
  };
};

async function nearestFolder(path: string): Promise<string> {
  return (await kindOf(path)) === 'folder' ? path : nearestFolder(dirname(path));
}
