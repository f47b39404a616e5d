import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupsView } from '../contract/system.ts';
import { type Peeked, peekManifest } from '../platform/backup/index.ts';

const ENDING = '.shuke';
const PART = `${ENDING}.part`;
const VERIFIED = '.verified';
const DAILY = 'shuke-daily-';

/** A backup writes all the time; one whose file has stood still for so long has ended with its process. */
const STILL_MS = 120_000;

export type BackupFile = BackupsView['backups'][number];

/** shuke-20260115-120000Z.shuke: two in one second are one, and the second is refused. */
export const nameAt = (at: Date, isDaily = false): string =>
  `${isDaily ? DAILY : 'shuke-'}${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}Z${ENDING}`;

/** When one of our own names says that it was begun. The manifest's moment is seconds later, and by PostgreSQL's clock. */
function momentIn(name: string): string | undefined {
  const parts = /-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)Z\.shuke/.exec(name)?.slice(1);
  const at =
    parts && new Date(Date.UTC(...(parts.map((it, n) => Number(it) - Number(n === 1)) as [number, number])));
  return at?.toISOString();
}

/** Newest first. Only what is called as ours are: the folder is the operator's, and other files are nobody's business. */
export async function listBackups(folder: string | undefined): Promise<BackupFile[]> {
  if (folder === undefined) return [];
  const names = await readdir(folder).catch(() => []);
  const ours = names.filter(
    (name) => /^[\w.-]{1,100}$/.test(name) && (name.endsWith(ENDING) || name.endsWith(PART)),
  );
  const found = await Promise.all(ours.map((name) => viewOf(folder, name)));
  return found.flatMap((it) => it ?? []).sort((a, b) => b.at.localeCompare(a.at));
}

async function viewOf(folder: string, name: string): Promise<BackupFile | undefined> {
  const it = await stat(join(folder, name)).catch(() => undefined);
  if (it === undefined) return undefined;
  const isStill = Date.now() - it.mtimeMs > STILL_MS;
  const state: BackupFile['state'] = name.endsWith(ENDING) ? 'done' : isStill ? 'broken-off' : 'running';
  const said = state === 'done' ? await peeked(join(folder, name), `${it.size} ${it.mtimeMs}`) : undefined;
  return {
    ...{ backup: name.replace(/\.part$/, ''), state, bytes: it.size, daily: name.startsWith(DAILY) },
    at: momentIn(name) ?? said?.at ?? it.mtime.toISOString(),
    ended_at: it.mtime.toISOString(),
    program: said?.program ?? null,
    verified_at: state === 'done' ? await verifiedAt(join(folder, name + VERIFIED), it.mtimeMs) : null,
  };
}

/** A page asks every two seconds, and an archive on a slow share does not change. */
const known = new Map<string, { readonly state: string; readonly said: Peeked | undefined }>();

async function peeked(path: string, state: string): Promise<Peeked | undefined> {
  const before = known.get(path);
  if (before?.state === state) return before.said;
  const said = await peekManifest(path);
  known.set(path, { state, said });
  return said;
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

export const noteVerified = (folder: string, backup: string, at: Date): Promise<void> =>
  writeFile(join(folder, backup + VERIFIED), `${at.toISOString()}\n`);

/** The one of this name, whole. A name of the caller's reaches the disk only after it was found in the list. */
export const findWhole = async (folder: string, backup: string): Promise<BackupFile | undefined> =>
  (await listBackups(folder)).find((it) => it.backup === backup && it.state === 'done');

/** Deletes a whole one or what is left of one that broke off; false where there is none, or it is being written. */
export async function deleteBackup(folder: string, backup: string): Promise<boolean> {
  const found = (await listBackups(folder)).filter((it) => it.backup === backup && it.state !== 'running');
  for (const { state } of found) {
    const path = join(folder, state === 'done' ? backup : `${backup}.part`);
    await rm(path, { force: true });
    await rm(join(folder, backup + VERIFIED), { force: true });
    known.delete(path);
  }
  return found.length > 0;
}
