/**
 * Builds the console of src/web into dist/console when its sources have changed since the last build. Plain JavaScript:
 * the launcher, prepack and the tests all come through here. Run as a program, it builds what is stale (`npm run build`).
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const here = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Everything a build depends on: the console, the contracts it imports, its libraries and how it is built. */
const inputs = [
  'src/web',
  'src/contract',
  'vite.config.ts',
  'package-lock.json',
  'scripts/build-console.mjs',
];

function filesOf(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true })
    .map((name) => join(path, name))
    .filter((it) => !/\.test\.tsx?$/.test(it) && statSync(it).isFile())
    .sort();
}

/** A hash of what is in the files, because a clone dates every file to its own minute. */
function stampOf(root) {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((it) => filesOf(join(root, it))))
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

/** Waits for another process that builds; a lock whose owner died is taken over. */
function withLock(folder, work) {
  const lock = `${folder}.lock`;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      waitFor(lock);
    }
  }
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function waitFor(lock) {
  const owner = Number(read(lock));
  if (owner > 0 && !isAlive(owner)) return rmSync(lock, { force: true });
  // The thread has nothing else to do: whoever asked for a build needs it to go on.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Brotli and gzip beside each file that shrinks, so that no request waits for compression. */
function compressFiles(folder) {
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  for (const file of filesOf(folder).filter((it) => ['.js', '.css', '.svg', '.html'].includes(extname(it)))) {
    const bytes = readFileSync(file);
    if (bytes.length < 1024) continue;
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, brotli));
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

function runVite(root, out) {
  const node = join(root, 'node_modules', '.bin', 'node');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const done = spawnSync(node, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    // stdout belongs to the command that wanted the console.
    stdio: ['ignore', 2, 2],
    env: { ...process.env, NODE_ENV: 'production', SHUKE_CONSOLE_OUT: out },
  });
  if (done.status !== 0) throw new Error('vite build failed; what it says above is the reason');
}

/** Built aside and moved into place at the end: a server that runs never serves half a console. */
function build(root, folder, stamp) {
  const aside = `${folder}.${process.pid}`;
  try {
    runVite(root, aside);
    compressFiles(aside);
    writeFileSync(join(aside, '.stamp'), stamp);
    rmSync(folder, { recursive: true, force: true });
    renameSync(aside, folder);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** Builds dist/console of the checkout `root` unless it is up to date. Throws when the build fails. */
export function buildConsole(root = here, say = (line) => console.error(line)) {
  const folder = join(root, 'dist', 'console');
  const stamp = stampOf(root);
  const isFresh = () => read(join(folder, '.stamp')) === stamp;
  if (isFresh()) return;
  mkdirSync(dirname(folder), { recursive: true });
  withLock(folder, () => {
    if (isFresh()) return;
    say('Building the console, some seconds... / 正在构建控制台，需要几秒……');
    build(root, folder, stamp);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildConsole();
