import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupsView } from '../contract/system.ts';
import { backUp, verifyArchive } from '../platform/backup/index.ts';
import { caught, fail, ok, type Problem, type Result } from '../platform/errors.ts';
import { faultOf } from '../platform/faults/fault.ts';
import type { Platform } from '../platform/platform.ts';
import { version } from '../platform/program-version.ts';
import { findWhole, listBackups, nameAt, noteVerified } from './backup-files.ts';
import { broken, isRunning, noFolder, noSuchBackup } from './backup-problems.ts';
import { readFailure, readSchedule } from './schedule-file.ts';
import { dueAround } from './schedule-rules.ts';

type Work = NonNullable<BackupsView['work']>;

/** Backups as they lie in the operator's folder: its files are the record, so that nothing else has to be kept in step. */
export interface Backups {
  view(): Promise<BackupsView>;
  /** Begins one; problems: `no-backup-folder`, `backup-running`. `ended` resolves, with the problem it met, when it is done. */
  start(how?: { readonly daily: boolean }): Result<Begun>;
  /** Begins to read one to its end; problems: `no-backup-folder`, `backup-running`, `backup-not-found`. */
  verify(name: string): Promise<Result<Begun>>;
  /** Ends what is under way, and waits for it. */
  stop(): Promise<void>;
}

export interface Begun {
  readonly backup: string;
  readonly ended: Promise<Work['problem']>;
}

const made = new WeakMap<Platform, Backups>();

/** One for each open platform: the routes and the schedule see each other's work. */
export function backupsOf(platform: Platform): Backups {
  const there = made.get(platform) ?? openBackups(platform);
  made.set(platform, there);
  return there;
}

function openBackups(platform: Platform): Backups {
  const { backups: folder } = platform.config;
  const bench = openBench(platform);
  return {
    view: async () => ({ ...(await readFolder(platform)), work: bench.work() }),
    start({ daily } = { daily: false }) {
      if (folder === undefined) return fail(noFolder);
      const backup = nameAt(platform.clock.now(), daily);
      const path = join(folder, backup);
      return bench.begin({ kind: 'backup', backup }, async (signal, onProgress) => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        return backUp(platform, { path, program: version, signal, onProgress });
      });
    },
    async verify(backup) {
      if (folder === undefined) return fail(noFolder);
      const found = await findWhole(folder, backup);
      if (found === undefined) return fail(noSuchBackup);
      return bench.begin({ kind: 'verification', backup }, (signal, onProgress) =>
        caught(async () => {
          const onBytes = (done: number) => onProgress(Math.min(done, found.bytes), found.bytes);
          await verifyArchive(join(folder, backup), { signal, onBytes });
          await noteVerified(folder, backup, platform.clock.now());
        }),
      );
    },
    stop: bench.stop,
  };
}

async function readFolder({
  config: { backups: folder },
  clock,
}: Platform): Promise<Omit<BackupsView, 'work'>> {
  if (folder === undefined)
    return { folder: null, backups: [], schedule: null, next_at: null, failure: null };
  const [backups, set, failure] = await Promise.all([
    listBackups(folder),
    readSchedule(folder),
    readFailure(folder),
  ]);
  const { at, time_zone, keep } = set ?? {};
  return {
    ...{ folder, backups, failure: failure ?? null },
    schedule: at === undefined ? null : { at, time_zone: time_zone!, keep: keep! },
    next_at: set === undefined ? null : new Date(dueAround(set, clock.now().getTime()).next).toISOString(),
  };
}

type OnProgress = (done: number, total: number) => void;
type DoWork = (signal: AbortSignal, onProgress: OnProgress) => Promise<Result<unknown>>;

/** Where one work at a time is done. */
function openBench(platform: Platform) {
  let work: Work | null = null;
  let now: { readonly stopping: AbortController; readonly ended: Promise<Work['problem']> } | undefined;
  const run = async (doIt: DoWork, signal: AbortSignal): Promise<Work['problem']> => {
    const onProgress: OnProgress = (done, total) => {
      work = { ...work!, done, total };
    };
    const problem = await problemOf(platform, doIt(signal, onProgress));
    work = { ...work!, state: problem === null ? 'done' : 'failed', problem };
    now = undefined;
    return problem;
  };
  return {
    work: () => work,
    begin(it: Pick<Work, 'kind' | 'backup'>, doIt: DoWork): Result<Begun> {
      if (now !== undefined) return fail(isRunning);
      work = { ...it, done: 0, total: 0, state: 'running', problem: null };
      const stopping = new AbortController();
      now = { stopping, ended: run(doIt, stopping.signal) };
      return ok({ backup: it.backup, ended: now.ended });
    },
    async stop() {
      now?.stopping.abort();
      await now?.ended;
    },
  };
}

async function problemOf(platform: Platform, doing: Promise<Result<unknown>>): Promise<Work['problem']> {
  try {
    const result = await doing;
    return result.ok ? null : shown(result.problem);
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined) platform.log.error({ err: error }, 'a backup broke off');
    return shown(fault ?? broken);
  }
}

const shown = ({ code, message }: Problem) => ({ code, message });
