import { resolve } from 'node:path';
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { drainPending, Session } from 'chdb';
import { type ChdbConnection, createChdbConnection } from 'chdb/connection';
import { ProblemError, problem } from '../errors.ts';
import { type DiskGuard, guardDisk } from './disk-guard.ts';
import { clickHouseDir, writeEngineConfig } from './engine-config.ts';
import { toFailure } from './failure.ts';
import { quote } from './literal.ts';
import { houseSettings, setStatements } from './settings.ts';

/** One connection to chDB: the official client for questions, the raw side of chDB for bytes and statements. */
export interface EngineConnection {
  readonly client: ClickHouseClient;
  readonly raw: ChdbConnection['chdb'];
}

/**
 * chDB in this process on one data directory. A process has one at a time, a directory one process; connections
 * share its tables and its configuration.
 */
export interface Engine {
  /** A new connection that stands in `database` and keeps the house's settings. */
  connect(database: string): Promise<EngineConnection>;
  readonly guard: DiskGuard;
  /** Stops the marked query, whoever runs it. ASYNC: the SYNC form was seen to hang for 100 s. */
  kill(mark: string): Promise<void>;
  /** Stops what is marked, closes every connection and waits until the engine has let go of the directory. */
  close(): Promise<void>;
}

/**
 * Opens chDB under `<dataDir>/clickhouse`; the session stays open so that later connections share its config.
 * Problems: clickhouse-not-opened.
 */
export async function openEngine(dataDir: string): Promise<Engine> {
  const path = resolve(clickHouseDir(dataDir));
  const config = writeEngineConfig(resolve(dataDir));
  const session = openSession(path, [`--config-file=${config}`]);
  const clients: ClickHouseClient[] = [];
  const guard = guardDisk(session, path);
  return {
    guard,
    connect: (database) => connect({ path, database, clients }),
    kill: (mark) => kill(session, mark),
    async close() {
      await guard.close();
      await killAll(session);
      await Promise.all(clients.map((client) => client.close()));
      session.close();
      await drainPending();
    },
  };
}

/** chDB says nothing of why; another process on the directory is by far the most frequent reason. */
function openSession(path: string, connectionArgs: string[]): Session {
  try {
    return new Session(path, { connectionArgs });
  } catch {
    throw new ProblemError(
      problem('clickhouse-not-opened', 503, {
        zh: `无法打开 ${path} 中的内嵌 ClickHouse：可能有另一个进程正在使用该目录，或没有写入权限，或文件已损坏。`,
        en: `The embedded ClickHouse in ${path} cannot be opened: another process may be using the directory, it may not be writable, or its files are damaged.`,
      }),
    );
  }
}

async function connect(to: { path: string; database: string; clients: ClickHouseClient[] }) {
  const connection = createChdbConnection({ path: to.path });
  // The client's own log would print SQL with its values.
  const client = createClient({ connection: fitting(connection), log: { level: ClickHouseLogLevel.OFF } });
  to.clients.push(client);
  await connection.chdb.queryAsync(`${setStatements(houseSettings)}; USE \`${to.database}\``);
  return { client, raw: connection.chdb };
}

type ClientConnection = NonNullable<NonNullable<Parameters<typeof createClient>[0]>['connection']>;

/** The client carries its own copy of the types chDB compiled against; the shapes are the same. */
const fitting = (connection: ChdbConnection) => connection as unknown as ClientConnection;

const kill = (session: Session, mark: string): Promise<void> =>
  killWhere(session, `Settings['log_comment'] = ${quote(mark)}`);

/** Questions and upkeep carry a mark; inserts carry none and finish. */
const killAll = (session: Session): Promise<void> => killWhere(session, "Settings['log_comment'] != ''");

async function killWhere(session: Session, condition: string): Promise<void> {
  try {
    await session.queryAsync(`KILL QUERY WHERE ${condition} ASYNC`);
  } catch (error) {
    throw toFailure(error);
  }
}
