import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupsView } from '../contract/system.ts';
import type { SetSchedule } from './schedule-rules.ts';

/** Beside the backups, as everything about them: whoever moves the folder moves its schedule. */
const SCHEDULE = 'shuke-schedule.json';
const FAILURE = 'shuke-failure.json';

export const readSchedule = (folder: string): Promise<SetSchedule | undefined> =>
  readJson<SetSchedule>(join(folder, SCHEDULE));

/** Undefined: no more daily backups; those that are there stay. */
export const writeSchedule = (folder: string, it: SetSchedule | undefined): Promise<void> =>
  writeJson(folder, SCHEDULE, it);

export type BackupFailure = NonNullable<BackupsView['failure']>;

export const readFailure = (folder: string): Promise<BackupFailure | undefined> =>
  readJson<BackupFailure>(join(folder, FAILURE));

export const writeFailure = (folder: string, it: BackupFailure | undefined): Promise<void> =>
  writeJson(folder, FAILURE, it);

/** A file cut off by a full disk is none: renaming makes that impossible, an operator's editor does not. */
async function readJson<T>(path: string): Promise<T | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}

async function writeJson(folder: string, name: string, it: unknown): Promise<void> {
  const path = join(folder, name);
  if (it === undefined) return rm(path, { force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(`${path}.new`, `${JSON.stringify(it)}\n`, { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
}
