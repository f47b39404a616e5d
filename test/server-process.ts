import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../scripts/launch.mjs', import.meta.url));

/** A server of its own process group, started through the launcher as an operator starts it. */
export interface ServerProcess {
  /** What `serve --json` says when it serves. */
  readonly said: { readonly url: string; readonly role: string; readonly owner: Owner | null };
  /** kill -9 of the launcher and the server. */
  kill(): Promise<void>;
  /** SIGTERM to the launcher; resolves with the exit code. */
  stop(): Promise<number | null>;
}

interface Owner {
  readonly email: string;
  readonly password: string;
}

/** Throws with what it said when it ends before it serves. */
export async function startServerProcess(
  env: Record<string, string>,
  args: readonly string[],
): Promise<ServerProcess> {
  const child = spawn(
    process.execPath,
    [launcher, 'serve', '--json', '--owner-email', 'owner@shuke.local', ...args],
    {
      env: { ...process.env, SHUKE_LOG_LEVEL: 'warn', LANG: 'C.UTF-8', ...env },
      detached: true,
    },
  );
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const line = await firstLine(child, ended);
  const said = JSON.parse(line);
  if (said.problem !== undefined) throw new Error(line);
  return {
    said,
    async kill() {
      process.kill(-child.pid!, 'SIGKILL');
      await ended;
    },
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

async function firstLine(child: ChildProcess, ended: Promise<number | null>): Promise<string> {
  let [out, err] = ['', ''];
  child.stderr!.on('data', (chunk) => {
    err += chunk;
  });
  const line = new Promise<string>((resolve) => {
    child.stdout!.on('data', (chunk) => {
      out += chunk;
      if (out.includes('\n')) resolve(out.split('\n')[0]!);
    });
  });
  const gone = ended.then((code): never => {
    throw new Error(`ended with ${code}: ${out}${err}`);
  });
  return Promise.race([line, gone]);
}
