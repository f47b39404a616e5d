import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Place } from '../src/platform/db/embedded/place.ts';
import { runningPid } from '../src/platform/db/embedded/postmaster.ts';
import { postgresHome } from '../src/platform/probe-embedded.ts';
import { layInstallation } from './fresh-installation.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = join(root, 'node_modules', '.bin', 'node');

interface Started {
  readonly owner: { readonly email: string; readonly password: string } | null;
  readonly setup: { readonly url: string; readonly code: string } | null;
}

/** The real program on its own data directory and a fixed port, as clients know it; for tests that kill it. */
export interface LiveServer {
  readonly url: string;
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The number of the server's process while it runs. */
  readonly pid: () => number | undefined;
  /** Starts it; resolves when it answers, with what it said: the owner's password the first time, or where to set up. */
  start(args?: readonly string[]): Promise<Started>;
  /** kill -9 of the server's process; resolves when it is gone. Its PostgreSQL lives on without it. */
  killServer(): Promise<void>;
  /** kill -9 of the embedded PostgreSQL's first process, as `postgres` says; throws when none is running. */
  killPostgres(): Promise<void>;
  /** The number of the embedded PostgreSQL's first process, if one is running. */
  postgres(): Promise<number | undefined>;
  /** Throws with its last words when the server ended though nobody told it to. */
  assertAlive(): void;
  /** One command of the CLI with --json; its document. */
  shuke<T>(...args: string[]): Promise<T>;
  /** Ctrl-C; resolves when all of it has ended. */
  stop(): Promise<void>;
  /** Stops it where it runs, and a PostgreSQL that a killed one left behind, and removes its data. */
  close(): Promise<void>;
}

/** On a fresh installation of its own unless told another data directory, which is left as it then is. */
export async function makeLiveServer(filled?: string): Promise<LiveServer> {
  const folder = await mkdtemp(join(tmpdir(), 'shuke-live-'));
  await chmod(folder, 0o711); // PostgreSQL's own user must get through
  const dataDir = filled ?? join(folder, 'data');
  if (filled === undefined) await layInstallation(dataDir);
  const port = await freePort();
  const env = {
    ...process.env,
    ...{ SHUKE_DATA: dataDir, SHUKE_PORT: String(port), SHUKE_LOG_LEVEL: 'error' },
    ...{ LANG: 'C.UTF-8', UV_THREADPOOL_SIZE: '16', MALLOC_ARENA_MAX: '2' },
    // A start compiles 3,300 modules; killed twenty times, it would do little else.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(folder, 'compiled'),
  };
  const launch = (args: readonly string[]) =>
    spawn(node, [join(root, 'src/cli/main.ts'), ...args], {
      env,
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  let child: ChildProcess | undefined;
  let said: Said = { out: '', err: '' };
  const stop = () => end(child, 'SIGINT');
  return {
    ...{ url: `http://127.0.0.1:${port}`, dataDir, env, stop },
    pid: () => (child === undefined || hasEnded(child) ? undefined : child.pid),
    async start(args = ['--owner-email', 'owner@shuke.local']) {
      child = launch(['serve', '--json', ...args]);
      said = heard(child);
      await firstLine(child, said);
      return JSON.parse(said.out.split('\n')[0]!) as Started;
    },
    assertAlive() {
      if (child !== undefined && hasEnded(child)) throw new Error(`the server ended: ${said.err}`);
    },
    killServer: () => end(child, 'SIGKILL'),
    postgres: () => postgresOf(dataDir),
    async killPostgres() {
      const pid = await postgresOf(dataDir);
      if (pid === undefined) throw new Error('no PostgreSQL is running there');
      process.kill(pid, 'SIGKILL');
    },
    shuke: (...args) => answerOf(launch([...args, '--json'])),
    async close() {
      await stop();
      const left = await postgresOf(dataDir);
      if (left !== undefined) process.kill(left, 'SIGKILL');
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

async function end(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (child === undefined || hasEnded(child)) return;
  const ended = once(child, 'close');
  child.kill(signal);
  await ended;
}

/** The process of the PostgreSQL on this very data directory, whoever wrote its number there. */
async function postgresOf(dataDir: string): Promise<number | undefined> {
  return runningPid({ data: join(await postgresHome(dataDir), 'data') } as Place);
}

/** Below the ports that systems give to callers (32768 and up): while the server is down nobody else gets this one. */
async function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
  });
  if (!isFree) return freePort();
  server.close();
  await once(server, 'close');
  return port;
}

interface Said {
  out: string;
  err: string;
}

function heard(child: ChildProcess): Said {
  const said = { out: '', err: '' };
  child.stdout!.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr!.on('data', (chunk) => {
    said.err += chunk;
  });
  return said;
}

function firstLine(child: ChildProcess, said: Said): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout!.on('data', () => said.out.includes('\n') && resolve());
    child.on('close', (code) => reject(new Error(`the server ended with ${code}: ${said.err}`)));
  });
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const said = heard(child);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`shuke ended with ${code}: ${said.err}`);
  return JSON.parse(said.out) as T;
}
