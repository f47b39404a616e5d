/**
 * `npm test`: installs what is missing, then runs every check and every test, all of them even when one fails.
 * Exit 1 when anything failed. The last line is always `N passed, N failed`: the tests, and each failing check as one.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installMissing } from './installed.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'node_modules', '.bin');
const env = {
  ...process.env,
  PATH: `${bin}${delimiter}${process.env.PATH}`,
  UV_THREADPOOL_SIZE: '16',
  // For the hundred programs that tests start, as `launch.mjs` has it.
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'),
};

/** Runs one program with its output on the terminal; true when it ended well. */
function run(program, args) {
  const node = join(bin, 'node');
  const script = join(bin, program);
  // Through the checkout's Node 24, whatever Node npm itself runs on: Vitest 5 wants 22.12 or newer.
  return spawnSync(node, [script, ...args], { cwd: root, stdio: 'inherit', env }).status === 0;
}

/** Runs one check and keeps what it says, so that two at a time do not talk at once. */
function check([heading, program, args]) {
  const child = spawn(join(bin, 'node'), [join(bin, program), ...args], { cwd: root, env });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk) => {
      said += chunk;
    });
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ heading, said: `${said}${error.message}`, passed: false }));
    child.on('close', (code) => resolve({ heading, said, passed: code === 0 }));
  });
}

/** The server's types take as much of a core as all the other checks, so these run beside them. */
async function failingChecks() {
  const failing = [];
  const line = async (list) => {
    for (const it of list) {
      const { heading, said, passed } = await check(it);
      console.log(`\n== ${heading}\n${said.trimEnd()}`);
      if (!passed) failing.push(heading);
    }
  };
  await Promise.all([line(checks.slice(0, 1)), line(checks.slice(1))]);
  return failing;
}

const checks = [
  ['Types', 'tsc', ['--noEmit']],
  ['Types of the console', 'tsc', ['--noEmit', '-p', 'src/web']],
  ['Lint and format', 'biome', ['check', '.']],
  ['Import law', 'depcruise', ['--config', '.dependency-cruiser.cjs', 'src']],
  ['Unused code', 'knip', []],
];

/** Debian's chromium, when a browser test stands in test/browser and the machine has none. */
function installChromium() {
  const folder = join(root, 'test', 'browser');
  const needed =
    existsSync(folder) && readdirSync(folder, { recursive: true }).some((f) => /\.test\.ts$/.test(f));
  if (!needed || ['chromium', 'chromium-browser', 'google-chrome'].some(onPath)) return;
  console.log('\n== Chromium for the browser tests (apt-get install chromium)');
  const quiet = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-qq'], quiet);
  spawnSync(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'],
    quiet,
  );
}

function onPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** Counts of one Vitest run. A file that could not be loaded has no tests to count, so it counts as one failure. */
function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'shuke-test-'));
  const file = join(folder, 'report.json');
  const reporters = ['default', 'json', './test/stalled.ts', './test/slowest.ts'].map(
    (it) => `--reporter=${it}`,
  );
  const ended = run('vitest', ['run', ...reporters, `--outputFile.json=${file}`]);
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const broken = report.testResults.filter(
      (it) => it.status === 'failed' && it.assertionResults.length === 0,
    );
    const failed = report.numFailedTests + broken.length;
    return { passed: report.numPassedTests, failed: failed === 0 && !ended ? 1 : failed };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

installMissing(root);
const failing = await failingChecks();
installChromium();
console.log('\n== Tests');
const { passed, failed } = runTests();
for (const heading of failing) console.log(`Failed: ${heading}`);
console.log(`${passed} passed, ${failed + failing.length} failed`);
process.exit(failed + failing.length === 0 ? 0 : 1);
