import { resolve } from 'node:path';
import { unknownNames, type Variables, valueReader } from './config-names.ts';
import {
  clickhouseUrl,
  clusterName,
  host,
  logLevel,
  networks,
  outbound,
  path,
  port,
  postgresUrl,
  type Role,
  role,
  siteUrl,
  size,
  stopDelay,
} from './config-values.ts';
import { fail, type Issue, ok, problem, type Result } from './errors.ts';

/** Settings, all from the environment; owned and validated here. */
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
  /**
   * SHUKE_DISK_FLOOR: free bytes of the data directory below which writes are refused, such as 500MB, 2GB or 0 (never);
   * absent = 1 % of the disk or 200 MB, whichever is less.
   */
  readonly diskFloor?: number | undefined;
  /** SHUKE_LOG_LEVEL: fatal, error, warn, info, debug, trace, silent. Default info. */
  readonly logLevel: string;
  /**
   * SHUKE_TRUSTED_PROXIES: addresses and networks (10.0.0.0/8) of our own proxies, by commas. Only from these is
   * X-Forwarded-For believed. Default none: whoever connects is who asks.
   */
  readonly trustedProxies: readonly string[];
  /** SHUKE_ROLE: api, worker or all (default). One of several processes needs both engines on servers. */
  readonly role: Role;
  /** SHUKE_STOP_DELAY: seconds between /ready turning 503 and the end of listening; 0 unless told. */
  readonly stopDelay: number;
  /** SHUKE_BACKUPS: folder into which the console may have backups made; absent = none from there. */
  readonly backups?: string | undefined;
  /** SHUKE_KMS: a module that reaches the KMS which wraps data keys (see openKms); absent = the key file itself. */
  readonly kms?: string | undefined;
  /**
   * SHUKE_OUTBOUND: any lets the mail servers and webhooks that shops name lie in the private network, and webhooks be
   * plain HTTP; public (default) does not. `any` is for an operator whose shops are their own.
   */
  readonly outbound?: 'public' | 'any' | undefined;
  /** SHUKE_KMS_FORMER: the module of the KMS from which `shuke keys rotate-master` is to move away. */
  readonly kmsFormer?: string | undefined;
}

/**
 * The settings in `env`; relative paths are meant from `folder`. An empty variable counts as absent. Everything wrong
 * is listed at once in one Problem `config-invalid`, each issue with the variable's name as its field.
 */
export function readConfig(env: Variables, folder: string = process.cwd()): Result<Config> {
  const issues: Issue[] = unknownNames(env);
  const config = readSettings(valueReader(env, issues), folder);
  if (config.clickhouseCluster !== undefined && config.clickhouseUrl === undefined) issues.push(clusterAlone);
  issues.push(...missingServers(config));
  return issues.length === 0
    ? ok(config)
    : fail(problem('config-invalid', 500, summary(issues.length), issues));
}

function readSettings(read: ReturnType<typeof valueReader>, folder: string): Config {
  const dataDir = resolve(folder, read('SHUKE_DATA', path) ?? '.shuke');
  const address = { host: read('SHUKE_HOST', host) ?? '127.0.0.1', port: read('SHUKE_PORT', port) ?? 7300 };
  const backups = read('SHUKE_BACKUPS', path);
  const kms = read('SHUKE_KMS', path);
  const kmsFormer = read('SHUKE_KMS_FORMER', path);
  return {
    dataDir,
    ...address,
    publicUrl: read('SHUKE_URL', siteUrl) ?? ownUrl(address),
    postgresUrl: read('SHUKE_POSTGRES_URL', postgresUrl),
    clickhouseUrl: read('SHUKE_CLICKHOUSE_URL', clickhouseUrl),
    clickhouseCluster: read('SHUKE_CLICKHOUSE_CLUSTER', clusterName),
    masterKeyFile: resolve(folder, read('SHUKE_MASTER_KEY_FILE', path) ?? resolve(dataDir, 'master.key')),
    diskFloor: read('SHUKE_DISK_FLOOR', size),
    logLevel: read('SHUKE_LOG_LEVEL', logLevel) ?? 'info',
    trustedProxies: read('SHUKE_TRUSTED_PROXIES', networks) ?? [],
    role: read('SHUKE_ROLE', role) ?? 'all',
    stopDelay: read('SHUKE_STOP_DELAY', stopDelay) ?? 0,
    ...(backups === undefined ? {} : { backups: resolve(folder, backups) }),
    ...(kms === undefined ? {} : { kms: resolve(folder, kms) }),
    outbound: read('SHUKE_OUTBOUND', outbound),
    ...(kmsFormer === undefined ? {} : { kmsFormer: resolve(folder, kmsFormer) }),
  };
}

/** Nobody types 0.0.0.0 into a browser: a server on every address is reached on this machine's own. */
function ownUrl({ host, port }: Pick<Config, 'host' | 'port'>): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

const summary = (count: number) => ({
  zh: `环境变量有 ${count} 处问题。`,
  en: count === 1 ? 'One environment variable is wrong.' : `${count} environment variables are wrong.`,
});

const clusterAlone: Issue = {
  code: 'cluster-needs-url',
  field: 'SHUKE_CLICKHOUSE_CLUSTER',
  message: {
    zh: 'SHUKE_CLICKHOUSE_CLUSTER 需要同时设置 SHUKE_CLICKHOUSE_URL：集群在服务器上，不在本进程中。',
    en: 'SHUKE_CLICKHOUSE_CLUSTER needs SHUKE_CLICKHOUSE_URL as well: a cluster is on servers, not in this process.',
  },
};

/** An embedded engine belongs to one process: one of several has both elsewhere. */
export function missingServers(config: Pick<Config, 'role' | 'postgresUrl' | 'clickhouseUrl'>): Issue[] {
  if (config.role === 'all') return [];
  const missing = [
    ...(config.postgresUrl === undefined ? ['SHUKE_POSTGRES_URL'] : []),
    ...(config.clickhouseUrl === undefined ? ['SHUKE_CLICKHOUSE_URL'] : []),
  ];
  return missing.map((field) => ({
    code: 'role-needs-servers',
    field,
    message: {
      zh: `角色 ${config.role} 需要设置 ${field}：内置引擎只属于一个进程。`,
      en: `Role ${config.role} needs ${field}: an embedded engine belongs to one process.`,
    },
  }));
}
