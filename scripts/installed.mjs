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
 * Runs `npm ci` in `root` when something is missing; what npm says goes to stderr, for stdout belongs to the command.
 * Ends the process with npm's exit code when that fails.
 */
export function installMissing(root) {
  if (!existsSync(join(root, 'package-lock.json')) || isInstalled(root)) return;
  console.error('Installing what is missing (npm ci)... / 正在安装所缺的依赖……');
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (done.status === 0) return;
  console.error('npm ci failed; what it says above is the reason. / npm ci 失败，原因见上。');
  process.exit(done.status || 1);
}
