#!/usr/bin/env node
/**
 * Starts Shuke: `launch.mjs COMMAND ...` or `launch.mjs --script FILE ...`. Plain JavaScript for Node 18 and newer,
 * because it runs before anything is installed: it installs what is missing, then hands over to the Node 24 of the
 * npm package `node`, which runs the TypeScript as it is. In the published package it runs the JavaScript of dist/.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildConsole } from './build-console.mjs';
import { installMissing } from './installed.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
/** A start compiles 3,300 modules, a third of its time. Whoever may not write there does without. */
const compiled = join(root, 'node_modules', '.cache', 'compiled');
const isCheckout = existsSync(join(root, 'src', 'cli', 'main.ts'));

/** Program and first argument: the checkout's own Node on the sources, or this Node on the packed JavaScript. */
function program(args) {
  if (isCheckout) {
    installMissing(root);
    if (args[0] === 'serve') buildForServing();
    const node = join(root, 'node_modules', '.bin', 'node');
    const [flag, script, ...rest] = args;
    if (flag === '--script') return [node, [resolve(root, script), ...rest]];
    return [node, [join(root, 'src', 'cli', 'main.ts'), ...args]];
  }
  refuseOldNode();
  return [process.execPath, [join(root, 'dist', 'cli', 'main.js'), ...args]];
}

/** A console that cannot be built leaves a server whose API works and whose pages say what to do. */
function buildForServing() {
  try {
    buildConsole(root);
  } catch (error) {
    console.error(error.message);
  }
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return;
  console.error(
    `Shuke needs Node 22.18 or newer; this is ${process.version}. / 熟客需要 Node 22.18 或更新版本。`,
  );
  process.exit(1);
}

/**
 * `npm run shuke` moves to the checkout's root before it starts us; file names are meant where the user stands.
 * The data directory stays the checkout's, or one clone would grow a database in every folder it is used from.
 */
function whereTheUserStands() {
  const env = {
    UV_THREADPOOL_SIZE: '16',
    // glibc gives threads heaps of their own, eight a core, and each keeps what it once needed: an import of 5 million rows
    // then grew by 20 MB a million. With two it stays level, and 80 MB lower from the start.
    MALLOC_ARENA_MAX: '2',
    ...(isCheckout && { NODE_COMPILE_CACHE: compiled }),
    ...process.env,
  };
  if (process.env.npm_lifecycle_event !== 'shuke' || !process.env.INIT_CWD)
    return { env, cwd: process.cwd() };
  env.SHUKE_DATA = resolve(process.env.SHUKE_DATA || '.shuke');
  return { env, cwd: process.env.INIT_CWD };
}

// chDB works on libuv's threads: with the default 4, heavy queries block a plain file read for 20 s; with 16, 16 ms.
const [command, args] = program(process.argv.slice(2));
const child = spawn(command, args, { stdio: 'inherit', ...whereTheUserStands() });

// A terminal sends Ctrl-C to the whole group, `kill` to this process only: pass both on, the server takes them as one.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(`Cannot start ${command}: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
