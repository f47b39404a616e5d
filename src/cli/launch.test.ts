import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { processMarker } from '../platform/control/process-marker.ts';

const launcher = fileURLToPath(new URL('../../scripts/launch.mjs', import.meta.url));
let folder: string;
let dataDir: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shuke-launch-'));
  await chmod(folder, 0o711); // PostgreSQL's own user must get through
  dataDir = join(folder, 'data');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Started {
  readonly child: ChildProcess;
  /** The first line of stdout: with --json, the whole answer. */
  readonly firstLine: Promise<string>;
  readonly ended: Promise<Ended>;
}

/** The launcher in a process group of its own, as a terminal would start it. */
function launch(...args: string[]): Started {
  const env = { ...process.env, SHUKE_DATA: dataDir, SHUKE_PORT: '0', LANG: 'C.UTF-8' };
  const child = spawn(process.execPath, [launcher, ...args], { env, cwd: folder, detached: true });
  const ended = endOf(child);
  return { child, firstLine: firstLineOf(child, ended), ended };
}

function endOf(child: ChildProcess): Promise<Ended> {
  const said = { stdout: '', stderr: '' };
  child.stderr!.on('data', (chunk) => {
    said.stderr += chunk;
  });
  child.stdout!.on('data', (chunk) => {
    said.stdout += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...said })));
}

function firstLineOf(child: ChildProcess, ended: Promise<Ended>): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  promise.catch(() => {});
  let text = '';
  child.stdout!.on('data', (chunk) => {
    text += chunk;
    if (text.includes('\n')) resolve(text.split('\n')[0]!);
  });
  ended.then(({ code, stderr }) => reject(new Error(`ended with ${code}: ${stderr}`)));
  return promise;
}

/** A process that ended but was not yet collected by its parent has no marker. */
const isAlive = (pid: number): boolean => processMarker(pid) !== undefined;

const postgresPid = async (): Promise<number> =>
  Number((await readFile(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8')).split('\n')[0]);

/** Ctrl-C at a terminal: the whole group gets it. */
const pressCtrlC = ({ child }: Started): boolean => process.kill(-child.pid!, 'SIGINT');

/** Engines start in 2 s on an idle machine; a full run of the tests leaves a tenth of one core. */
const patient = { timeout: 600_000 };

test(
  'the server starts, owns its directory, takes commands, stops with all it started, and keeps everything',
  patient,
  async () => {
    const first = launch('serve', '--json', '--owner-email', 'owner@shuke.local');
    const { url, owner } = JSON.parse(await first.firstLine);
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    const signIn = await fetch(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify(owner),
    });
    expect(signIn.status).toBe(200);

    // A demo shop comes of `npm start` (`serve --demo`) alone.
    expect(JSON.parse((await launch('shops', 'list', '--json').ended).stdout).shops).toEqual([]);

    const command = await launch('engines', '--json').ended;
    expect(command.code).toBe(0);
    expect(JSON.parse(command.stdout)).toMatchObject({ postgres: { ok: true }, clickhouse: { ok: true } });

    const { findings } = JSON.parse((await launch('doctor', '--json').ended).stdout);
    for (const name of ['postgres', 'clickhouse'])
      expect(findings.find((it: { name: string }) => it.name === name)).toMatchObject({ ok: true });

    const second = await launch('serve').ended;
    expect([second.code, second.stdout]).toEqual([1, '']);
    expect(second.stderr).toMatch(/Another Shuke server works in .*: process \d+, http.*, since 20/);

    const postgres = await postgresPid();
    expect(isAlive(postgres)).toBe(true);
    pressCtrlC(first);
    expect((await first.ended).code).toBe(0);
    expect(isAlive(postgres)).toBe(false);
    expect(await readdir(dataDir)).not.toContain('shuke.lock');
    expect(await readdir(dataDir)).not.toContain('control.sock');

    const again = launch('serve');
    await again.firstLine;
    again.child.kill('SIGTERM'); // `kill` reaches the launcher only, which passes it on
    const { code, stdout } = await again.ended;
    expect([code, stdout]).toEqual([0, expect.stringContaining('sign in   with your account\n')]);
    expect(stdout).toContain('lost: shuke accounts reset-password E-MAIL');
  },
);

test(
  'without a server a command opens the engines itself, and two at once wait for each other',
  patient,
  async () => {
    const both = await Promise.all([launch('engines', '--json').ended, launch('engines', '--json').ended]);
    for (const { code, stdout } of both) {
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ postgres: { ok: true }, clickhouse: { ok: true } });
    }
    expect(await readdir(dataDir)).not.toContain('shuke.lock');
  },
);

test('the doctor looks at engines that nobody has open, and leaves the directory free', patient, async () => {
  const { code, stdout } = await launch('doctor', '--json').ended;
  const findings = JSON.parse(stdout).findings as { name: string; ok: boolean; value: string }[];
  const engines = findings.filter((it) => it.name === 'postgres' || it.name === 'clickhouse');
  expect(engines.map((it) => [it.name, it.ok])).toEqual([
    ['postgres', true],
    ['clickhouse', true],
  ]);
  for (const { value } of engines) expect(value).toMatch(/^[\d.]+ \(embedded\), answers in \d+ ms$/);
  expect(code).toBe(0);
  expect(await readdir(dataDir)).not.toContain('shuke.lock');
});

test(
  'wrong usage exits 2 with everything that is wrong; with --json as the one document',
  patient,
  async () => {
    const bad = await launch('version', '--colour', 'red', '--json').ended;
    expect(bad.code).toBe(2);
    const { problem } = JSON.parse(bad.stdout);
    expect(problem.issues.map((it: { field: string }) => it.field)).toEqual(['--colour', 'red']);
    const unknown = await launch('cook').ended;
    expect([unknown.code, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toContain('There is no command "cook"');
  },
);

test('on a terminal the engines keep their own logs to themselves', patient, async () => {
  const { stdout } = await inTerminal(`${process.execPath} ${launcher} engines`);
  expect(stdout).toMatch(/clickhouse .*\(embedded\)/);
  expect(stdout).not.toMatch(/<.*(Trace|Debug|Information).*>/);
});

/** What a terminal shows: util-linux's `script` makes one. ClickHouse looks for a terminal and logs to it by default. */
function inTerminal(command: string): Promise<Ended> {
  const env = { ...process.env, SHUKE_DATA: dataDir, LANG: 'C.UTF-8' };
  const child = spawn('script', ['-qefc', command, '/dev/null'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  return endOf(child);
}
