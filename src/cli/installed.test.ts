import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const program = new URL('../../scripts/installed.mjs', import.meta.url);
const launcher = fileURLToPath(new URL('../../', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shuke-installed-'));
  // An npm that writes down where and how it was called, and fails where it is told to.
  await mkdir(join(folder, 'bin'));
  await writeFile(
    join(folder, 'bin', 'npm'),
    '#!/bin/sh\necho "$PWD $*" >> "$CALLS"\nexit "$NPM_ENDS_WITH"\n',
  );
  await chmod(join(folder, 'bin', 'npm'), 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** How a program ended and what it wrote, whatever its exit code; without holding the thread, so that the test's own limit counts. */
const run = (program: string, args: string[], options: { cwd?: string; env: NodeJS.ProcessEnv }) =>
  new Promise<{ code: number | string; stdout: string }>((resolve) => {
    execFile(program, args, { ...options, timeout: 120_000 }, (error, stdout) =>
      resolve({ code: error?.code ?? (error === null ? 0 : 'killed'), stdout }),
    );
  });

type Packages = Record<string, { version?: string; optional?: boolean; link?: boolean }>;

/** What is done about a checkout whose lock file wants this and whose node_modules has that. */
async function missing(wanted: Packages, present: Packages | undefined, npmEndsWith = 0) {
  const root = await mkdtemp(join(folder, 'root-'));
  const calls = join(root, 'calls');
  await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...wanted } }));
  await mkdir(join(root, 'node_modules'));
  if (present !== undefined)
    await writeFile(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: present }));
  const code = `import { installMissing } from ${JSON.stringify(program.href)}; installMissing(${JSON.stringify(root)}); console.log('on')`;
  const env = {
    ...{ PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`, CALLS: calls },
    NPM_ENDS_WITH: String(npmEndsWith),
  };
  const ran = await run(process.execPath, ['--input-type=module', '-e', code], { env });
  const called = await readFile(calls, 'utf8').catch(() => '');
  return { called: called.replace(root, 'ROOT').trim(), code: ran.code, stdout: ran.stdout.trim() };
}

const a = { 'node_modules/a': { version: '1.0.0' } };
const install = 'ROOT install --no-save --no-audit --no-fund --loglevel=error';

test('a checkout that has what its lock file asks for is started at once', async () => {
  const other = { 'node_modules/other-system': { version: '1.0.0', optional: true } };
  expect(await missing({ ...a, ...other }, a)).toEqual({ called: '', code: 0, stdout: 'on' });
});

test('what is missing or of another version is installed first; nothing of it is said on stdout', async () => {
  const done = { called: install, code: 0, stdout: 'on' };
  expect(await missing(a, undefined)).toEqual(done);
  expect(await missing(a, {})).toEqual(done);
  expect(await missing(a, { 'node_modules/a': { version: '0.9.0' } })).toEqual(done);
});

test('an install that fails ends it with npm’s own exit code', async () => {
  expect(await missing(a, undefined, 7)).toEqual({ called: install, code: 7, stdout: '' });
});

test('`npm run shuke` means file names where the user stands, and data where the checkout is', async () => {
  const here = await mkdtemp(join(folder, 'here-'));
  await writeFile(join(here, 'archive.shuke'), 'no archive');
  const verify = (name: string) =>
    run('npm', ['--prefix', launcher, 'run', '-s', 'shuke', '--', 'backup', 'verify', name, '--json'], {
      cwd: here,
      env: { ...process.env, SHUKE_DATA: 'elsewhere', LANG: 'C.UTF-8' },
    });
  const codeOf = ({ stdout }: { stdout: string }) => JSON.parse(stdout).problem.code;
  expect([codeOf(await verify('archive.shuke')), codeOf(await verify('none.shuke'))]).toEqual([
    'archive-damaged',
    'archive-missing',
  ]);
});
