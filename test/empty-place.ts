import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import type { Config } from '../src/platform/config.ts';
import { allowTwoShards } from './two-shards.ts';

/** For tests of restores: an empty database by URL, whose owner is no superuser, and an empty data directory with the master key. */
export interface EmptyPlace {
  readonly config: Config;
  /** Superuser's URL of the database. */
  readonly adminUrl: string;
  remove(): Promise<void>;
}

let made = 0;

export async function openEmptyPlace(masterKeyFile: string): Promise<EmptyPlace> {
  const { adminUrl, migratorUrl, folder } = inject('engines');
  const name = `place_${process.pid}_${++made}`;
  await asAdmin(adminUrl, `create database ${name} owner shuke_migrator`);
  const dataDir = join(folder, name);
  await mkdir(dataDir, { mode: 0o711 });
  await allowTwoShards(dataDir);
  const config: Config = {
    ...{ dataDir, masterKeyFile: join(dataDir, 'master.key'), host: '127.0.0.1', port: 0 },
    ...{ publicUrl: 'http://127.0.0.1:7300', postgresUrl: inDatabase(migratorUrl, name) },
    ...{ clickhouseUrl: undefined, clickhouseCluster: undefined, logLevel: 'silent' },
    ...{ role: 'all', stopDelay: 0, trustedProxies: [] },
  };
  await copyFile(masterKeyFile, config.masterKeyFile);
  const remove = async () => {
    await asAdmin(adminUrl, `drop database ${name} with (force)`);
    await rm(dataDir, { recursive: true, force: true });
  };
  return { config, adminUrl: inDatabase(adminUrl, name), remove };
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(statement).finally(() => admin.end());
}

function inDatabase(url: string, name: string): string {
  const it = new URL(url);
  it.pathname = `/${name}`;
  return it.href;
}
