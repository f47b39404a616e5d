import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { inject } from 'vitest';
import { type Config, readConfig } from '../src/platform/config.ts';
import { holdMasterKeys } from '../src/platform/crypto/master-keys.ts';
import { readRootKeys } from '../src/platform/crypto/root-key.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/platform/db/embedded/server.ts';
import { orThrow } from '../src/platform/errors.ts';
import type { HttpApp } from '../src/platform/http/routes.ts';
import { assemble, openPlatform } from '../src/platform/open-platform.ts';
import { openPostgres } from '../src/platform/open-postgres.ts';
import type { Platform } from '../src/platform/platform.ts';
import { appWithFrontDoor } from './people.ts';

/** Machines with data directories, and key files, of their own, on one PostgreSQL server that nobody else uses. */

const log = pino({ level: 'silent' });
const child = join(import.meta.dirname, 'rotate-master-child.ts');

export interface Machine {
  readonly config: Config;
  readonly platform: Platform;
  readonly app: HttpApp;
}

export interface Machines {
  readonly folder: string;
  readonly server: EmbeddedPostgres;
  readonly url: string;
  /** Settings of a machine. */
  config(name: string, more?: Record<string, string>): Promise<Config>;
  /** A process that rotates on a machine of its own, ready to begin; killed by force when it says that it is at `step`. */
  rotator(step: string | undefined, more?: Record<string, string>): { run(): Promise<string | null> };
  close(): Promise<void>;
}

export async function makeMachines(): Promise<Machines> {
  const folder = await mkdtemp(join(inject('engines').folder, 'rotate-'));
  await chmod(folder, 0o711); // PostgreSQL's own user must get through
  const server = orThrow(await startEmbeddedPostgres(folder));
  await bootstrap(server);
  const url = server.adminUrl('shuke');
  const env = (name: string, more: Record<string, string>) => ({
    ...{ SHUKE_DATA: join(folder, name), SHUKE_POSTGRES_URL: url, ...more },
  });
  return {
    folder,
    server,
    url,
    config: async (name, more = {}) => {
      await mkdir(join(folder, name), { recursive: true, mode: 0o711 });
      return orThrow(readConfig(env(name, more)));
    },
    rotator: (step, more = {}) => rotatorOf(step, env('third', more)),
    close: async () => {
      // The second ones lean on the first's ClickHouse.
      for (const machine of [...running].reverse()) await stopMachine(machine);
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function bootstrap(server: EmbeddedPostgres): Promise<void> {
  const { bootstrapDatabase } = await import('../src/platform/db/embedded/bootstrap.ts');
  await bootstrapDatabase(server, 'set by each installation that starts here');
}

function rotatorOf(step: string | undefined, env: Record<string, string>) {
  const process_: ChildProcess = fork(child, step === undefined ? [] : [step], {
    env: { ...process.env, ...env },
    execArgv: [],
  });
  const exited = once(process_, 'exit');
  process_.on('message', () => process_.kill('SIGKILL'));
  return {
    run: async () => {
      process_.send('go');
      const [code, signal] = await exited;
      if (signal === null && code !== 0) throw new Error(`The rotation ended with ${code}`);
      return signal as string | null;
    },
  };
}

/** Started and not stopped yet. A test that fails leaves them so, and the engine in a process is one: every file after it would fail too. */
const running = new Set<Machine>();

async function machineOf(config: Config, platform: Platform): Promise<Machine> {
  const machine = { config, platform, app: await appWithFrontDoor(platform) };
  running.add(machine);
  return machine;
}

/** The first machine has both engines' sides; chDB is one a process. */
export async function startFirst(config: Config): Promise<Machine> {
  return machineOf(config, orThrow(await openPlatform(config, { log })));
}

/** A second one, with a key file of its own, that asks the first one's ClickHouse. */
export async function startSecond(config: Config, first: Machine): Promise<Machine> {
  const keys = holdMasterKeys(config, await readRootKeys(config));
  const postgres = await openPostgres({ config, keys, log });
  const { clickhouse, clock } = first.platform;
  const platform = assemble({ config, keys, log, clock, postgres, clickhouse });
  return machineOf(config, { ...platform, close: postgres.close });
}

export async function stopMachine(machine: Machine): Promise<void> {
  const { app, platform } = machine;
  running.delete(machine);
  await app.close();
  await platform.close();
}

/** As an operator brings a key file to another machine. */
export async function bringKey(from: Config, to: Config): Promise<void> {
  await copyFile(from.masterKeyFile, to.masterKeyFile);
}

export const keyText = (config: Config): Promise<string> => readFile(config.masterKeyFile, 'utf8');
