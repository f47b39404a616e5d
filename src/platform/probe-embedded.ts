import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clickHouseDir } from './clickhouse/engine-config.ts';
import type { Config } from './config.ts';
import { takeOwnership } from './control/ownership.ts';
import { probePostgres } from './db/probe-postgres.ts';
import { caught, orThrow, type Result } from './errors.ts';
import type { Probed } from './probed.ts';

/** Where the embedded PostgreSQL of a data directory lives: root's may be elsewhere, which is noted in there. */
export async function postgresHome(dataDir: string): Promise<string> {
  const elsewhere = await readFile(join(dataDir, 'postgres-home'), 'utf8').catch(() => undefined);
  return elsewhere?.trim() || join(dataDir, 'postgres');
}

const hasFiles = (path: string): Promise<boolean> =>
  readdir(path).then(
    (names) => names.length > 0,
    () => false,
  );

/** Which embedded engines a data directory holds; what it does not, the first start makes. */
export async function embeddedEngines({ dataDir, postgresUrl, clickhouseUrl }: Config) {
  const home = await postgresHome(dataDir);
  return {
    postgres: postgresUrl === undefined && (await hasFiles(join(home, 'data'))),
    clickhouse: clickhouseUrl === undefined && (await hasFiles(clickHouseDir(dataDir))),
  };
}

/** Runs `work` as the owner of the data directory, whose engines nobody else has open then. */
export const owning = <T>(dataDir: string, work: () => Promise<T>): Promise<Result<T>> =>
  caught(async () => {
    const taking = { dataDir, role: 'command', address: 'shuke doctor', now: new Date() } as const;
    const ownership = orThrow(await takeOwnership(taking));
    try {
      return await work();
    } finally {
      await ownership.release();
    }
  });

/** Starts the PostgreSQL that is there, asks its version and stops it; what is in it stays as it is. */
export const probeEmbeddedPostgres = (dataDir: string): Promise<Result<Probed>> =>
  caught(async () => {
    // The engines' drivers load only where they are asked for.
    const { startEmbeddedPostgres } = await import('./db/embedded/server.ts');
    const server = orThrow(await startEmbeddedPostgres(dataDir));
    try {
      return orThrow(await probePostgres(server.adminUrl('postgres')));
    } finally {
      await server.stop();
    }
  });

/** Opens the chDB that is there, asks its version and closes it; no table is looked at. */
export const probeEmbeddedClickHouse = (dataDir: string): Promise<Result<Probed>> =>
  caught(async () => {
    const begun = performance.now();
    const { openEngine } = await import('./clickhouse/engine.ts');
    const engine = await openEngine(dataDir);
    try {
      const { client } = await engine.connect('default');
      const answer = await client.query({ query: 'SELECT version() AS version', format: 'JSONEachRow' });
      const [row] = await answer.json<{ version: string }>();
      return { version: row!.version, ms: Math.round(performance.now() - begun) };
    } finally {
      await engine.close();
    }
  });
