import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandRunner } from '../../src/cli/serve-commands.ts';
import { type Server, startServer } from '../../src/main.ts';
import { ensureOwner } from '../../src/platform/auth/index.ts';
import { readConfig } from '../../src/platform/config.ts';
import { orThrow } from '../../src/platform/errors.ts';
import { openLog } from '../../src/platform/log.ts';
import { layInstallation } from '../fresh-installation.ts';
import { openShop, ownerEmail, password } from '../people.ts';
import { ask, type Heard } from './ask.ts';

/** A whole server as `shuke serve` starts it, with a shop and its owner signed in, asked over sockets. */
export interface LiveServer {
  readonly server: Server;
  readonly shopId: number;
  /** Lines of its log so far, parsed. */
  readonly log: readonly LogLine[];
  /** Below the server's address, as the owner. An object goes as JSON. */
  owner(method: string, path: string, body?: object): Promise<Heard>;
  /** Headers that make any request the owner's. */
  readonly ownerHeaders: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly err?: { readonly kind: string; readonly stack?: readonly string[] };
}

/** A folder that PostgreSQL's own user may enter, for the data directories of one test file. */
export async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'shuke-faults-'));
  await chmod(folder, 0o711);
  return folder;
}

export const shop = '/api/shops/faults';

/** Starts it on a fresh installation in `<folder>/data`; `env` as the environment of `shuke serve`. */
export async function openLiveServer(folder: string, env: Record<string, string> = {}): Promise<LiveServer> {
  const dataDir = join(folder, 'data');
  await layInstallation(dataDir);
  const config = orThrow(readConfig({ SHUKE_DATA: dataDir, SHUKE_PORT: '0', ...env }));
  const log: LogLine[] = [];
  const write = (line: string) => {
    log.push(JSON.parse(line));
    if (process.env.SHOW_LOG) process.stderr.write(line);
  };
  const server = orThrow(await startServer(config, commandRunner, { log: openLog('info', { write }) }));
  await ensureOwner(server.platform, { email: ownerEmail, password });
  const { shopId } = await openShop(server.platform, 'faults');
  const ownerHeaders = await signIn(server.url);
  const owner = (method: string, path: string, body?: object) =>
    ask({
      ...{ method, url: `${server.url}${path}` },
      headers: { ...ownerHeaders, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  return { server, shopId, log, owner, ownerHeaders, stop: () => server.stop() };
}

async function signIn(url: string): Promise<Record<string, string>> {
  const body = JSON.stringify({ email: ownerEmail, password });
  const headers = { origin: url, 'content-type': 'application/json' };
  const answer = await ask({ method: 'POST', url: `${url}/api/auth/sign-in/email`, headers, body });
  if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${answer.text}`);
  const cookies = answer.headers['set-cookie']!.map((line) => line.split(';')[0]!);
  return { origin: url, cookie: cookies.join('; ') };
}

export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });
