import { execFile } from 'node:child_process';
import { cp, mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { storeEvents } from '../src/domains/ingest/events/store-events.ts';
import { registerMirrors } from '../src/mirrors.ts';
import { createShop } from '../src/platform/auth/index.ts';
import { backUp, restore, rowsOf } from '../src/platform/backup/index.ts';
import { readConfig } from '../src/platform/config.ts';
import { orThrow } from '../src/platform/errors.ts';
import { openPlatform } from '../src/platform/open-platform.ts';
import type { Platform } from '../src/platform/platform.ts';
import { runShuke, seconds, withDataDir } from './run-shuke.ts';

/** Of the demo shop that is backed up. */
const customers = Number(process.env.BENCH_CUSTOMERS ?? 200_000);

/** A data directory with the shop `demo` in it, copied: filling one of 200,000 customers takes a quarter of an hour. */
const FILLED = process.env.BENCH_DATA;

/**
 * The demo shop backed up while writers go on, and restored; beside it a plain copy of the data directory in the same run
 * (which nobody could use: it is of no one moment). A flush is a hundred events of a hundred persons.
 */
export async function backupFigures(): Promise<object> {
  return withDataDir(async (folder) => {
    const dataDir = join(folder, 'data');
    await fill(dataDir);
    const archive = join(folder, 'bench.shuke');
    const backup = await backUpWhileWriting(dataDir, archive);
    const copySeconds = await copied(dataDir, join(folder, 'copy'));
    const restoreSeconds = await restored(dataDir, { archive, to: join(folder, 'restored') });
    return {
      ...(FILLED === undefined ? { customers } : { data: FILLED }),
      ...{ ...backup, restore_seconds: restoreSeconds, plain_copy_seconds: copySeconds },
      ratio_to_plain_copy: Math.round((backup.backup_seconds / copySeconds) * 100) / 100,
      at_most: { backup_seconds: 60 },
    };
  });
}

async function fill(dataDir: string): Promise<void> {
  // Not by fs.cp, which makes PostgreSQL's files root's.
  if (FILLED !== undefined) return void (await promisify(execFile)('cp', ['-a', FILLED, dataDir]));
  await mkdir(dataDir, { mode: 0o711 });
  await runShuke(dataDir, ['demo', '--shop', 'demo', '--customers', String(customers)]);
}

const log = pino({ level: 'silent' });
const configOf = (dataDir: string) => orThrow(readConfig({ SHUKE_DATA: dataDir }));
const signal = new AbortController().signal;

async function backUpWhileWriting(dataDir: string, path: string) {
  const platform = orThrow(await openPlatform(configOf(dataDir), { log }));
  registerMirrors(platform);
  try {
    const traffic = await startTraffic(platform);
    const since = performance.now();
    const done = orThrow(await backUp(platform, { path, program: 'bench', signal }));
    const backupSeconds = seconds(since);
    const pauses = await traffic.stop();
    const rows = rowsOf(done.manifest.postgres.tables) + rowsOf(done.manifest.clickhouse.tables);
    return {
      ...{ backup_seconds: backupSeconds, rows, archive_mb: Math.round(done.bytes / 1e5) / 10 },
      ...{ writers_held_ms: done.heldMs, flushes: pauses.length, flush_ms: spreadOf(pauses) },
    };
  } finally {
    await platform.close();
  }
}

/** Two writers, each one flush after the other until it is stopped; how long each flush took, milliseconds. */
async function startTraffic(platform: Platform) {
  const shop = { slug: 'traffic', name: 'Traffic', currency: 'CNY', timeZone: 'Asia/Shanghai' };
  const { shopId } = orThrow(await createShop(platform, shop));
  const flushes: number[] = [];
  let going = true;
  const write = async (writer: number) => {
    for (let n = 0; going; n += 1) {
      const since = performance.now();
      await storeEvents(platform, shopId, flushOf(writer, n), { source: 'bench' });
      flushes.push(Math.round(performance.now() - since));
    }
  };
  const running = Promise.all([write(0), write(1)]);
  return {
    async stop() {
      going = false;
      await running;
      return flushes;
    },
  };
}

const flushOf = (writer: number, flush: number) =>
  Array.from({ length: 100 }, (_, n) => ({
    kind: 'event' as const,
    ...{ channel: 'web', name: 'Product Viewed', messageId: `${writer}-${flush}-${n}` },
    at: new Date(Date.now() - 60_000).toISOString(),
    identities: [{ channel: 'web', kind: 'user-id' as const, value: `w${writer}-${n}` }],
  }));

function spreadOf(flushes: readonly number[]) {
  const sorted = flushes.toSorted((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)], longest: sorted.at(-1) };
}

async function copied(from: string, to: string): Promise<number> {
  const since = performance.now();
  await cp(from, to, { recursive: true, filter: async (path) => !(await stat(path)).isSocket() });
  const took = seconds(since);
  await rm(to, { recursive: true });
  return took;
}

async function restored(dataDir: string, { archive, to }: { archive: string; to: string }): Promise<number> {
  await mkdir(to, { mode: 0o711 });
  await cp(join(dataDir, 'master.key'), join(to, 'master.key'));
  const since = performance.now();
  orThrow(await restore({ config: configOf(to), log, path: archive, signal }));
  return seconds(since);
}
