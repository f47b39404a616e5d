import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = join(root, 'node_modules', '.bin', 'node');

/** The real program on its own data directory and a fixed port, as clients know it. */
export interface LiveServer {
  readonly url: string;
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Starts it; resolves when it answers. */
  start(): Promise<void>;
  /** One command of the CLI with --json; its document. */
  shuke<T>(...args: string[]): Promise<T>;
  /** Ctrl-C; resolves when all of it has ended. */
  stop(): Promise<void>;
  /** Stops it where it runs and removes its data. */
  close(): Promise<void>;
}

export async function makeLiveServer(): Promise<LiveServer> {
  const folder = await mkdtemp(join(tmpdir(), 'shuke-live-'));
  await chmod(folder, 0o711); // PostgreSQL's own user must get through
  const dataDir = join(folder, 'data');
  const port = await freePort();
  const env = {
    ...process.env,
    ...{ SHUKE_DATA: dataDir, SHUKE_PORT: String(port), SHUKE_LOG_LEVEL: 'error' },
    ...{ LANG: 'C.UTF-8', UV_THREADPOOL_SIZE: '16' },
  };
  const launch = (args: readonly string[]) =>
    spawn(node, [join(root, 'src/cli/main.ts'), ...args], {
      env,
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  let child: ChildProcess | undefined;
  const stop = async () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'close');
    child.kill('SIGINT');
    await ended;
  };
  return {
    ...{ url: `http://127.0.0.1:${port}`, dataDir, env, stop },
    async start() {
      child = launch(['serve', '--json']);
      await firstLine(child);
    },
    shuke: (...args) => answerOf(launch([...args, '--json'])),
    async close() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

function heard(child: ChildProcess): { out: string; err: string } {
  const said = { out: '', err: '' };
  child.stdout!.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr!.on('data', (chunk) => {
    said.err += chunk;
  });
  return said;
}

function firstLine(child: ChildProcess): Promise<void> {
  const said = heard(child);
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
