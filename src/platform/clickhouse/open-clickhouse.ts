import type { Logger } from 'pino';
import type { ClickHouse } from './clickhouse.ts';
import { openEmbedded } from './embedded.ts';
import { openEngine } from './engine.ts';
import { openServer } from './server.ts';

export interface ClickHouseOptions {
  /** Absolute path of the data directory; chDB lives in `clickhouse` under it. Unused with a server. */
  readonly dataDir: string;
  /** A server, such as http://user:password@host:8123/database; absent = chDB in this process. */
  readonly url?: string | undefined;
  /** The server's cluster: tables are Replicated* and Distributed. Needs `url`. */
  readonly cluster?: string | undefined;
  readonly log: Logger;
}

/** Opens whichever ClickHouse is configured. A process can hold one embedded engine at a time. */
export async function openClickHouse(options: ClickHouseOptions): Promise<ClickHouse> {
  const { dataDir, url, cluster } = options;
  const clickhouse =
    url === undefined ? await openEmbedded(await openEngine(dataDir)) : await openServer({ url, cluster });
  options.log.info(await clickhouse.describe(), 'clickhouse open');
  return clickhouse;
}
