/** Settings, all from the environment; owned and validated here. Filled in by the platform's config reader. */
export interface Config {
  /** Absolute path of the data directory. SHUKE_DATA, default `.shuke` under the working directory. */
  readonly dataDir: string;
  /** SHUKE_HOST, default 127.0.0.1; SHUKE_PORT, default 7300. */
  readonly host: string;
  readonly port: number;
  /** Address people type, for links and cookies. SHUKE_URL, default http://host:port. */
  readonly publicUrl: string;
  /** SHUKE_POSTGRES_URL: a server as the migrator's role; absent = embedded. */
  readonly postgresUrl: string | undefined;
  /** SHUKE_CLICKHOUSE_URL: a server; absent = chDB in this process. */
  readonly clickhouseUrl: string | undefined;
  /** SHUKE_CLICKHOUSE_CLUSTER: the cluster's name; tables become Replicated* and Distributed. */
  readonly clickhouseCluster: string | undefined;
  /** SHUKE_MASTER_KEY_FILE: default `master.key` in the data directory, made on first start with mode 0600. */
  readonly masterKeyFile: string;
  /** SHUKE_LOG_LEVEL: fatal, error, warn, info, debug, trace, silent. Default info. */
  readonly logLevel: string;
}
