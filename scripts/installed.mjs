import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The packages a lock file lists, or undefined when the file is missing or unreadable. */
function listed(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Whether node_modules holds what package-lock.json asks for. Compared by content, because times lie: a clone dates
 * every file to its own minute, and npm writes the two files in no dependable order.
 */
function isInstalled(root) {
  const wanted = listed(join(root, 'package-lock.json'));
  const present = listed(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || entry.optional || entry.link || present[path]?.version === entry.version,
  );
}

/**
 * Installs into `root` what is missing, at the versions of the lock file; what npm says goes to stderr, for stdout
 * belongs to the command. Ends the process with npm's exit code when that fails.
 *
 * `npm install --no-save` and not `npm ci`: a lock file made where the registry lacks the packages of other platforms
 * (73 of ours are optional) is complete enough to install from, but `npm ci` refuses it.
 */
export function installMissing(root) {
  if (!existsSync(join(root, 'package-lock.json')) || isInstalled(root)) return;
  console.error('Installing what is missing... / 正在安装所缺的依赖……');
  // `npm run -s` silences the npm it starts as well: without a level of its own a failure would say nothing.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const done = spawnSync('npm', args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (done.status === 0) return;
  console.error('npm install failed; what it says above is the reason. / npm install 失败，原因见上。');
  process.exit(done.status || 1);
}
