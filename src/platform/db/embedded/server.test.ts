import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  chown,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { orThrow } from '../../errors.ts';
import { findBinaries } from './binaries.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './server.ts';
import { canReach } from './system-user.ts';

const child = fileURLToPath(new URL('../../../../test/postgres-child.ts', import.meta.url));
const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534 };

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(inject('engines').folder, 'servers-'));
  await chmod(folder, 0o777);
  await orThrow(await startEmbeddedPostgres(join(folder, 'made'))).stop();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const freshDir = () => join(folder, `data-${++count}`);

/** A directory that a server made and left: initdb takes 2 s of a core, the copy a tenth. */
async function madeDir(): Promise<string> {
  const dataDir = freshDir();
  await promisify(execFile)('cp', ['-a', join(folder, 'made'), dataDir]);
  return dataDir;
}

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  const server = orThrow(await startEmbeddedPostgres(dataDir));
  onTestFinished(() => server.stop());
  return server;
}

async function ask(server: EmbeddedPostgres, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.adminUrl('postgres') });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** A process that owns a server, and what it says, line by line. */
async function startChild(dataDir: string, options: object = {}) {
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  const process = spawn(globalThis.process.execPath, [child, dataDir], { stdio: [...stdio], ...options });
  onTestFinished(() => void process.kill('SIGKILL'));
  const lines = createInterface({ input: process.stdout! })[Symbol.asyncIterator]();
  const next = async () => JSON.parse(String((await lines.next()).value));
  return { process, next, first: await next() };
}

const ended = (process: ChildProcess) => (process.exitCode ?? process.signalCode) || once(process, 'exit');

/** Whether the process still does anything: one that has ended and waits for its parent (state Z) does not. */
async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
}

/** Waits for the end of a process that is no child of ours; the test's time limit bounds it. */
async function gone(pid: number): Promise<void> {
  while (await isRunning(pid)) await pause(10);
}

test('a server is found again with its data, listens on no port, and keeps its secrets to its owner', async () => {
  const dataDir = freshDir();
  const first = await start(dataDir);
  expect(await ask(first, 'create table kept as select 7 as n')).toEqual([]);
  await first.stop();
  await gone(first.pid);
  const second = await start(dataDir);
  expect(await ask(second, 'select n from kept')).toEqual([{ n: 7 }]);
  const shown = "select current_setting('listen_addresses') as address, current_setting('fsync') as fsync";
  expect(await ask(second, shown)).toEqual([{ address: '', fsync: 'on' }]);
  expect((await stat(join(second.home, 'password'))).mode & 0o777).toBe(0o600);
  expect((await stat(second.home)).mode & 0o777).toBe(0o700);
});

test('what was committed is there after kill -9 of the server', async () => {
  const dataDir = await madeDir();
  const killed = await start(dataDir);
  await ask(killed, 'create table kept as select generate_series(1, 1000) as n');
  process.kill(killed.pid, 'SIGKILL');
  await killed.stop();
  const again = await start(dataDir);
  expect(await ask(again, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }]);
});

test('after kill -9 of its owner the server left behind is stopped: never two on one directory', async () => {
  const dataDir = await madeDir();
  const orphaned = await startChild(dataDir);
  orphaned.process.kill('SIGKILL');
  await ended(orphaned.process);
  expect(await isRunning(orphaned.first.pid)).toBe(true);
  const server = await start(dataDir);
  await gone(orphaned.first.pid);
  expect(server.pid).not.toBe(orphaned.first.pid);
});

test('a second owner is refused while the first lives', async () => {
  const dataDir = await madeDir();
  await start(dataDir);
  const second = await startChild(dataDir);
  expect(second.first).toEqual({ refused: 'data-directory-in-use' });
});

test('Ctrl-C reaches the owner, not the server: it can still be asked, and is then stopped', async () => {
  const owner = await startChild(await madeDir(), { detached: true });
  process.kill(-owner.process.pid!, 'SIGINT');
  expect(await owner.next()).toEqual({ serverOutlivedSignal: true });
  expect(await owner.next()).toEqual({ stopped: true });
  await ended(owner.process);
  await gone(owner.first.pid);
});

describe('leftovers', () => {
  test('a pid file whose number now belongs to something else stops nothing', async () => {
    const dataDir = await madeDir();
    const server = await start(dataDir);
    await server.stop();
    await writeFile(join(server.home, 'data', 'postmaster.pid'), `${process.pid}\n`);
    await start(dataDir);
  });

  test('a note of an owner that is dead, or whose number is used again, is no owner', async () => {
    const dataDir = await madeDir();
    const server = await start(dataDir);
    await server.stop();
    for (const note of ['999999999 1', `${process.pid} 1`, '']) {
      await writeFile(join(server.home, 'owner'), note);
      await (await start(dataDir)).stop();
    }
  });

  test('an initdb cut short is begun again', async () => {
    const dataDir = freshDir();
    await mkdir(join(dataDir, 'postgres', 'data.new'), { recursive: true });
    await chmod(dataDir, 0o711);
    await writeFile(join(dataDir, 'postgres', 'data.new', 'PG_VERSION'), '18');
    expect(await ask(await start(dataDir), 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

test('its log holds the life of the server and no word of a failed statement', async () => {
  const server = await start(await madeDir());
  await ask(server, 'create table marked (phone text primary key)');
  await ask(server, "insert into marked values ('13800138000')");
  await expect(ask(server, "insert into marked values ('13800138000')")).rejects.toThrow();
  await expect(ask(server, "select '13800138000x'::integer")).rejects.toThrow();
  const log = await readFile(join(server.home, 'log'), 'utf8');
  expect(log).toContain('ready to accept connections');
  expect(log).not.toContain('13800138000');
});

test('a path too long for a socket gets its socket elsewhere', async () => {
  const server = await start(join(freshDir(), 'x'.repeat(100)));
  expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
});

describe.runIf(isRoot)('as root', () => {
  test('the server runs as another user', async () => {
    const server = await start(await madeDir());
    expect((await stat(server.home)).uid).not.toBe(0);
    expect((await stat(`/proc/${server.pid}`)).uid).toBe((await stat(server.home)).uid);
  });

  test('beneath a folder only root may enter it lives in /var/lib/shuke, also when the folder moves', async () => {
    const secret = join(folder, 'secret');
    await mkdir(secret, { mode: 0o700 });
    const server = await start(join(secret, 'data'));
    onTestFinished(() => rm(server.home, { recursive: true, force: true }));
    expect(server.home).toMatch(/^\/var\/lib\/shuke\/[0-9a-f]{12}$/);
    await server.stop();
    await rename(secret, `${secret}-moved`);
    expect((await start(join(`${secret}-moved`, 'data'))).home).toBe(server.home);
  });

  test('of a clone under a folder only root may enter the programs are copied once, and that user runs them', async () => {
    const whole = join((await findBinaries(undefined, folder)).initdb, '..', '..');
    const native = join(folder, 'clone', 'package', 'native');
    await mkdir(join(folder, 'clone'), { mode: 0o700 });
    await mkdir(join(native, '..'));
    await promisify(execFile)('cp', ['-a', whole, native]);
    await copyFile(join(whole, '..', 'package.json'), join(native, '..', 'package.json'));
    const home = join(folder, 'programs-home');
    const { initdb, pgCtl } = await findBinaries(nobody, home, native);
    expect(await findBinaries(nobody, home, native)).toEqual({ initdb, pgCtl });
    expect(await readdir(home)).toEqual([expect.stringMatching(/^programs-\d/)]);
    for (const program of [initdb, pgCtl, join(initdb, '..', 'postgres')]) {
      const { stdout } = await promisify(execFile)(program, ['--version'], { ...nobody, cwd: '/' });
      expect(stdout).toContain('(PostgreSQL)');
    }
  });
});

const nobodyCanRun =
  isRoot && (await canReach(process.execPath, nobody)) && (await canReach(join(child, '..'), nobody));

describe.runIf(nobodyCanRun)('as a normal user (nobody)', () => {
  test('it runs as that user, and goes on as that user when root takes over', async () => {
    const dataDir = freshDir();
    await mkdir(dataDir);
    await chown(dataDir, nobody.uid, nobody.gid);
    const theirs = await startChild(dataDir, nobody);
    expect(theirs.first).toMatchObject({ uid: nobody.uid, home: join(dataDir, 'postgres') });
    theirs.process.kill('SIGINT');
    await ended(theirs.process);
    const ours = await start(dataDir);
    expect((await stat(`/proc/${ours.pid}`)).uid).toBe(nobody.uid);
  });

  test('a directory of somebody else is refused in words', async () => {
    const dataDir = await madeDir();
    await (await start(dataDir)).stop();
    const refused = await startChild(dataDir, nobody);
    expect(refused.first).toEqual({ refused: 'data-directory-foreign' });
  });
});
