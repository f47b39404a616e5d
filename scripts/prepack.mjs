/**
 * Before `npm pack`: makes JavaScript of src/ in dist/, since Node refuses to strip types inside node_modules, and builds
 * the console. Types are not checked on the way: that is `npm test`'s, and takes 30 of 44 s. A console that is up to date
 * stays: a server of this checkout may be serving it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildConsole } from './build-console.mjs';
import { installMissing } from './installed.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
installMissing(root);
buildConsole(root);
const dist = join(root, 'dist');
for (const name of existsSync(dist) ? readdirSync(dist) : [])
  if (!name.startsWith('console')) rmSync(join(dist, name), { recursive: true, force: true });
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
// npm pack --json prints its answer on stdout, so the compiler's words go to stderr.
const done = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: ['ignore', 2, 2],
});
process.exit(done.status ?? 1);
