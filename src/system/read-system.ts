import { sql } from 'kysely';
import type { SystemView } from '../contract/system.ts';
import { listAllShops } from '../platform/auth/index.ts';
import type { Check } from '../platform/http/check-store.ts';
import { checkEngines } from '../platform/http/health.ts';
import { mirrorBacklog } from '../platform/mirror/index.ts';
import type { Platform } from '../platform/platform.ts';
import { version } from '../platform/program-version.ts';
import type { Finding } from './finding.ts';
import { machineFindings } from './machine-findings.ts';

/** How the installation is, also with a store away: then its part says so. */
export async function readSystem(platform: Platform): Promise<SystemView> {
  const { config, disk, db } = platform;
  const checks = await checkEngines(platform);
  const backlog = await mirrorBacklog(db).catch(() => undefined);
  const { free, floor, low } = disk.state();
  return {
    ...{ version, node: process.versions.node, role: config.role },
    uptime_seconds: Math.round(process.uptime()),
    shops: (await listAllShops(db).catch(() => [])).length,
    postgres: {
      ...answerOf(checks.postgres),
      kind: config.postgresUrl === undefined ? 'embedded' : 'server',
      version: checks.postgres.ok ? await postgresVersion(platform) : null,
    },
    clickhouse: {
      ...answerOf(checks.clickhouse),
      ...(checks.clickhouse.ok ? await platform.clickhouse.describe() : away(platform)),
    },
    disk: { ok: !low, free_bytes: free, floor_bytes: floor },
    mirror: {
      batches: backlog?.batches ?? 0,
      rows: backlog?.rows ?? 0,
      oldest_at: backlog?.oldest?.toISOString() ?? null,
      refused: backlog?.refused ?? 0,
    },
    findings: (await machineFindings(config)).map(findingView),
  };
}

const answerOf = ({ ok, ms, message }: Check) => ({ ok, ms, message: message ?? null });

const away = ({ config }: Platform) => ({
  kind:
    config.clickhouseUrl === undefined
      ? ('embedded' as const)
      : config.clickhouseCluster === undefined
        ? ('server' as const)
        : ('cluster' as const),
  version: null,
});

async function postgresVersion({ db }: Platform): Promise<string> {
  const { rows } = await sql<{
    version: string;
  }>`select current_setting('server_version') as version`.execute(db);
  return rows[0]?.version ?? 'unknown';
}

const findingView = ({ name, ok, value, advice }: Finding) => ({
  ...{ name, ok, advice: advice ?? null },
  value: typeof value === 'string' ? { zh: value, en: value } : value,
});
