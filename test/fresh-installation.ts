import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { postgresHome } from '../src/platform/probe-embedded.ts';

/**
 * Data directories as the first command leaves them: a master key and both engines, migrated, with no shop and nobody in
 * them. The very first start is what launch.test.ts, open-platform.test.ts and new-user.test.ts walk through; whoever
 * tests something else begins behind it.
 */

const run = promisify(execFile);
const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));

/** Made once a worker, whose files share what they import; it goes with the folder of the run. */
let made: Promise<string> | undefined;

/** Puts a fresh installation into a directory that is empty or not there. */
export async function layInstallation(dataDir: string): Promise<void> {
  made ??= make();
  const from = await made;
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  // A PostgreSQL that lives elsewhere, because its user cannot get here, would be that of every copy.
  if ((await postgresHome(from)) !== join(from, 'postgres')) return;
  // With owners and links as they are, which node's own cp does not keep.
  await run('cp', ['-a', `${from}/.`, dataDir]);
}

async function make(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'shuke-fresh-'));
  await chmod(folder, 0o711); // PostgreSQL's own user must get through
  const dataDir = join(folder, 'data');
  const env = { ...process.env, SHUKE_DATA: dataDir, SHUKE_LOG_LEVEL: 'error', LANG: 'C.UTF-8' };
  await run(process.execPath, [main, 'shops', 'list', '--json'], { env });
  return dataDir;
}
