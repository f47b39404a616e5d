import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { buildApp, buildWorkerApp } from './app.ts';
import { startBackground } from './background.ts';
import { sweepImportFiles } from './domains/ingest/index.ts';
import type { Config } from './platform/config.ts';
import { type ControlServer, openControl, type Runner } from './platform/control/control-server.ts';
import { type Ownership, takeOwnership } from './platform/control/ownership.ts';
import { controlPath } from './platform/control/socket.ts';
import { caught, orThrow, ProblemError, problem, type Result } from './platform/errors.ts';
import { beginStop } from './platform/http/health.ts';
import type { HttpApp } from './platform/http/routes.ts';
import { openPlatform, type PlatformOptions } from './platform/open-platform.ts';
import type { Platform } from './platform/platform.ts';

export interface Server {
  readonly platform: Platform;
  /** Address as listened on, such as http://127.0.0.1:7300. */
  readonly url: string;
  /** Finishes what runs (10 s at most), then closes everything in reverse order of opening. */
  stop(): Promise<void>;
}

/** Requests under way when the stop begins get this long; then their connections are cut. */
const drainMs = 10_000;

/**
 * Config -> owner of the data directory -> stores -> app -> background work of the role -> listen -> control socket. What was
 * opened before something failed is closed again. Problems: data-directory-in-use, address-in-use, and those of openPlatform.
 */
export const startServer = (
  config: Config,
  runner: (platform: Platform) => Runner,
  options: PlatformOptions = {},
): Promise<Result<Server>> =>
  caught(async () => {
    const undo: (() => Promise<void>)[] = [];
    const stop = async () => {
      for (let close = undo.pop(); close !== undefined; close = undo.pop()) await close();
    };
    try {
      return { ...(await open({ config, runner, options, undo })), stop };
    } catch (error) {
      await stop();
      throw error;
    }
  });

interface Opening {
  readonly config: Config;
  readonly runner: (platform: Platform) => Runner;
  readonly options: PlatformOptions;
  /** What closes each thing opened so far. */
  readonly undo: (() => Promise<void>)[];
}

async function open({ config, runner, options, undo }: Opening): Promise<Omit<Server, 'stop'>> {
  const { dataDir, publicUrl: address } = config;
  const ownership: Ownership = orThrow(
    await takeOwnership({ dataDir, role: 'server', address, now: new Date() }),
  );
  undo.push(ownership.release);
  const platform = orThrow(await openPlatform(config, options));
  undo.push(platform.close);
  undo.push(() => payBeforeClose(platform));
  // Before anybody can upload: what is being uploaded now must not be taken for what a kill left behind.
  await sweepImportFiles({ platform, mirror: platform.mirror });
  await platform.disk.look();
  const app = await (config.role === 'worker' ? buildWorkerApp : buildApp)(platform);
  undo.push(startBackground(platform));
  undo.push(() => drain(app, config));
  const url = await listen(app, config);
  const control: ControlServer = await openControl(controlPath(dataDir), runner(platform));
  undo.push(control.close);
  return { platform, url };
}

async function listen(app: HttpApp, { host, port }: Config): Promise<string> {
  try {
    await app.listen({ host, port, listenTextResolver: (url) => `listening on ${url}` });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? addressInUse(host, port) : error;
  }
  const { address, port: bound, family } = app.server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`;
}

/** /ready turns 503 first and, where a balancer needs time to see it, everything is still answered for a while. */
async function drain(app: HttpApp, { stopDelay }: Config): Promise<void> {
  beginStop(app);
  if (stopDelay > 0) await pause(stopDelay * 1000);
  const late = setTimeout(() => app.server.closeAllConnections(), drainMs);
  await app.close();
  clearTimeout(late);
}

/**
 * What the last requests left owing reaches ClickHouse while it is still there to take it: whoever opens the same data
 * next finds everything counted. A store that does not answer is not waited for; the next start pays.
 */
async function payBeforeClose({ mirror }: Platform): Promise<void> {
  const late = new AbortController();
  const paid = mirror.payAll().catch(() => false);
  await Promise.race([paid, pause(drainMs, undefined, { signal: late.signal }).catch(() => undefined)]);
  late.abort();
}

const addressInUse = (host: string, port: number): ProblemError =>
  new ProblemError(
    problem('address-in-use', 409, {
      zh: `${host}:${port} 已被其他程序占用，请用 SHUKE_PORT 另选端口`,
      en: `Another program listens on ${host}:${port}; choose another port with SHUKE_PORT`,
    }),
  );
