import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupsView } from '../contract/system.ts';
import { backUp, verifyArchive } from '../platform/backup/index.ts';
import { caught, fail, ok, type Problem, problem, type Result } from '../platform/errors.ts';
import { faultOf } from '../platform/faults/fault.ts';
import type { Platform } from '../platform/platform.ts';
import { version } from './program-version.ts';

const ENDING = '.shuke';
const PART = `${ENDING}.part`;
const VERIFIED = '.verified';

/** A backup writes all the time; one whose file has stood still for so long has ended with its process. */
const STILL_MS = 120_000;

type Work = NonNullable<BackupsView['work']>;

/** Backups as they lie in the operator's folder: its files are the record, so that nothing else has to be kept in step. */
export interface Backups {
  view(): Promise<BackupsView>;
  /** Begins one; problems: `no-backup-folder`, `backup-running`. */
  start(): Promise<Result<string>>;
  /** Begins to read one to its end; problems: `no-backup-folder`, `backup-running`, `backup-not-found`. */
  verify(name: string): Promise<Result<string>>;
  stop(): Promise<void>;
}

export function backupsOf(platform: Platform): Backups {
  const { backups: folder } = platform.config;
  const stopping = new AbortController();
  let work: Work | null = null;
  let running: Promise<void> | undefined;

  const begin = (
    it: Pick<Work, 'kind' | 'backup'>,
    doIt: (onProgress: OnProgress) => Promise<Result<unknown>>,
  ) => {
    work = { ...it, done: 0, total: 0, state: 'running', problem: null };
    const onProgress: OnProgress = (done, total) => {
      work = { ...work!, done, total };
    };
    running = endOf(platform, doIt(onProgress))
      .then((end) => {
        work = { ...work!, ...end };
      })
      .finally(() => {
        running = undefined;
      });
    return ok(it.backup);
  };

  return {
    view: async () => ({ folder: folder ?? null, backups: await listIn(folder), work }),
    async start() {
      if (folder === undefined) return fail(noFolder);
      if (running !== undefined) return fail(isRunning);
      const backup = nameAt(platform.clock.now());
      const path = join(folder, backup);
      return begin({ kind: 'backup', backup }, async (onProgress) => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        return backUp(platform, { path, program: version, signal: stopping.signal, onProgress });
      });
    },
    async verify(backup) {
      if (folder === undefined) return fail(noFolder);
      const found = (await listIn(folder)).find((it) => it.backup === backup && it.state === 'done');
      if (found === undefined) return fail(noSuchBackup);
      if (running !== undefined) return fail(isRunning);
      return begin({ kind: 'verification', backup }, (onProgress) =>
        caught(async () => {
          const onBytes = (done: number) => onProgress(Math.min(done, found.bytes), found.bytes);
          await verifyArchive(join(folder, backup), { signal: stopping.signal, onBytes });
          await writeFile(join(folder, backup + VERIFIED), `${platform.clock.now().toISOString()}\n`);
        }),
      );
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

type OnProgress = (done: number, total: number) => void;

async function endOf(
  platform: Platform,
  doing: Promise<Result<unknown>>,
): Promise<Pick<Work, 'state' | 'problem'>> {
  try {
    const result = await doing;
    return result.ok ? { state: 'done', problem: null } : { state: 'failed', problem: shown(result.problem) };
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined) platform.log.error({ err: error }, 'a backup broke off');
    return { state: 'failed', problem: shown(fault ?? broken) };
  }
}

const shown = ({ code, message }: Problem) => ({ code, message });

/** shuke-20260115-120000Z.shuke: two in one second are one, and the second is refused. */
const nameAt = (at: Date): string =>
  `shuke-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}Z${ENDING}`;

/** Newest first. Only what is called as ours are: the folder is the operator's, and other files are nobody's business. */
async function listIn(folder: string | undefined): Promise<BackupsView['backups']> {
  if (folder === undefined) return [];
  const names = await readdir(folder).catch(() => []);
  const ours = names.filter(
    (name) => /^[\w.-]{1,100}$/.test(name) && (name.endsWith(ENDING) || name.endsWith(PART)),
  );
  const found = await Promise.all(ours.map((name) => viewOf(folder, name)));
  return found.flatMap((it) => it ?? []).sort((a, b) => b.at.localeCompare(a.at));
}

type BackupView = BackupsView['backups'][number];

async function viewOf(folder: string, name: string): Promise<BackupView | undefined> {
  const it = await stat(join(folder, name)).catch(() => undefined);
  if (it === undefined) return undefined;
  const isStill = Date.now() - it.mtimeMs > STILL_MS;
  const state: BackupView['state'] = name.endsWith(ENDING) ? 'done' : isStill ? 'broken-off' : 'running';
  return {
    ...{ backup: name.replace(/\.part$/, ''), state, bytes: it.size },
    at: it.mtime.toISOString(),
    verified_at: state === 'done' ? await verifiedAt(join(folder, name + VERIFIED), it.mtimeMs) : null,
  };
}

/** A note from before the archive was written anew says nothing about it. */
async function verifiedAt(path: string, since: number): Promise<string | null> {
  const [said, note] = await Promise.all([
    readFile(path, 'utf8').catch(() => ''),
    stat(path).catch(() => undefined),
  ]);
  const at = new Date(said.trim());
  return note === undefined || note.mtimeMs < since || Number.isNaN(at.getTime()) ? null : at.toISOString();
}

const noFolder = problem('no-backup-folder', 409, {
  zh: '尚未设置备份目录；请在服务器上设置 SHUKE_BACKUPS 并重启，或在终端运行 shuke backup 文件',
  en: 'There is no folder for backups; set SHUKE_BACKUPS on the server and start it again, or run shuke backup FILE in a terminal',
});

const isRunning = problem('backup-running', 409, {
  zh: '正在备份或校验；请等它完成',
  en: 'A backup or a verification is under way; wait until it is done',
});

const noSuchBackup = problem('backup-not-found', 404, {
  zh: '没有这个备份，或它还没有完成',
  en: 'There is no such backup, or it is not finished',
});

const broken: Problem = problem('internal', 500, {
  zh: '备份意外中断；原因在服务日志里',
  en: 'The backup broke off; the log of the server says why',
});
