import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { openFolder, removeFolder } from './live-server.ts';

/** File systems of a few megabytes, to be filled to their last byte. */

const run = promisify(execFile);

export const mountDisk = (at: string, megabytes: number) =>
  run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=711`, 'tmpfs', at]);

export const unmountDisk = (at: string) => run('umount', ['-l', at]);

/** Only root may mount, and not in every container. */
export async function mayMount(): Promise<boolean> {
  const at = await openFolder();
  const may = await mountDisk(at, 1).then(
    () => true,
    () => false,
  );
  if (may) await unmountDisk(at);
  await removeFolder(at);
  if (!may)
    process.stderr.write('A test of a full disk is skipped: this user may not mount a file system.\n');
  return may;
}
