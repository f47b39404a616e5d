import { setTimeout as sleep } from 'node:timers/promises';
import { Gauge } from 'prom-client';
import { takeTurn } from '../platform/db/take-turn.ts';
import { orThrow } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import { deleteBackup, listBackups } from './backup-files.ts';
import { backupsOf } from './backups.ts';
import { readFailure, readSchedule, writeFailure } from './schedule-file.ts';
import { missing, type SetSchedule, tooMany } from './schedule-rules.ts';

const LOOK_MS = 30_000;

/** A disk that was full is rarely roomy a minute later; a day without a backup is a day too many. */
const AGAIN_MS = 15 * 60_000;

/**
 * Makes the daily backup when it is due, also one that was due while nothing ran, and lets the oldest daily ones go. In
 * a process that answers requests only it keeps the metrics and makes none.
 */
export async function keepBackups(platform: Platform, signal: AbortSignal): Promise<void> {
  const { backups: folder, role } = platform.config;
  if (folder === undefined) return;
  registerMetrics(platform, folder);
  if (role === 'api') return;
  signal.addEventListener('abort', () => void backupsOf(platform).stop());
  while (!signal.aborted) {
    await makeWhatIsDue(platform, folder).catch((err: unknown) =>
      platform.log.warn({ err }, 'the daily backup could not be begun'),
    );
    await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => {});
  }
  await backupsOf(platform).stop();
}

/** One look. Of several processes with one folder the first makes it, and the others find it made. */
export async function makeWhatIsDue(platform: Platform, folder: string): Promise<void> {
  if ((await due(platform, folder)) === undefined) return;
  await takeTurn(platform.db, 'daily backup', async () => {
    const schedule = await due(platform, folder);
    if (schedule !== undefined) await make(platform, folder, schedule);
  });
}

/** The schedule, where a daily backup is missing and the last that failed is not a moment ago. */
async function due(platform: Platform, folder: string): Promise<SetSchedule | undefined> {
  const { schedule, isMissing } = await look(platform, folder);
  if (!isMissing) return undefined;
  const failure = await readFailure(folder);
  const now = platform.clock.now().getTime();
  return failure !== undefined && now - Date.parse(failure.at) < AGAIN_MS ? undefined : schedule;
}

async function look({ clock }: Pick<Platform, 'clock'>, folder: string) {
  const schedule = await readSchedule(folder);
  const made = (await listBackups(folder)).filter(({ state }) => state === 'done');
  const newestDaily = made.find(({ daily }) => daily);
  const newest = newestDaily && Date.parse(newestDaily.at);
  const isMissing = missing(schedule, { now: clock.now().getTime(), newest }) !== undefined;
  return { schedule, isMissing, newest: made[0] };
}

async function make(platform: Platform, folder: string, { keep }: SetSchedule): Promise<void> {
  const begun = backupsOf(platform).start({ daily: true });
  // Somebody makes or verifies one by hand: the next look comes in half a minute.
  if (!begun.ok) return;
  const { backup, ended } = orThrow(begun);
  const problem = await ended;
  if (problem !== null) {
    platform.log.error({ backup, code: problem.code }, 'the daily backup failed');
    await writeFailure(folder, { at: platform.clock.now().toISOString(), problem });
    return;
  }
  await writeFailure(folder, undefined);
  await letOldOnesGo(folder, keep);
}

async function letOldOnesGo(folder: string, keep: number): Promise<void> {
  const daily = (await listBackups(folder)).filter(({ state, daily }) => state === 'done' && daily);
  for (const { backup } of tooMany(daily, keep)) await deleteBackup(folder, backup);
}

/** Read from the folder when scraped: true in every process, also where another makes the backups. */
function registerMetrics(platform: Platform, folder: string): void {
  const gauge = (name: string, help: string, read: () => Promise<number>) => {
    platform.metrics.removeSingleMetric(name);
    new Gauge({
      ...{ name, help, registers: [platform.metrics] },
      async collect() {
        this.set(await read());
      },
    });
  };
  gauge('shuke_backup_newest_seconds', 'Unix time of the newest whole backup; 0: there is none', async () => {
    const { newest } = await look(platform, folder);
    return newest === undefined ? 0 : Date.parse(newest.at) / 1000;
  });
  gauge('shuke_backup_failed', '1 while the last daily backup has failed', async () =>
    Number((await readFailure(folder)) !== undefined),
  );
  gauge('shuke_backup_missing', '1 while a daily backup that was due is not there', async () =>
    Number((await look(platform, folder)).isMissing),
  );
}
