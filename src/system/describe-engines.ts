import { sql } from 'kysely';
import type { Check } from '../platform/http/check-store.ts';
import { checkEngines } from '../platform/http/health.ts';
import type { Platform } from '../platform/platform.ts';

export type EngineState = Check & {
  readonly kind: 'embedded' | 'server' | 'cluster';
  readonly version: string;
};

/** Kinds, versions and whether they answer. Throws where one is away: `checkEngines` says which. */
export async function describeEngines(
  platform: Platform,
): Promise<{ readonly postgres: EngineState; readonly clickhouse: EngineState }> {
  const checks = await checkEngines(platform);
  const { rows } = await sql<{
    version: string;
  }>`select current_setting('server_version') as version`.execute(platform.db);
  const clickhouse = await platform.clickhouse.describe();
  const kind = platform.config.postgresUrl === undefined ? 'embedded' : 'server';
  return {
    postgres: { kind, version: rows[0]?.version ?? 'unknown', ...checks.postgres },
    clickhouse: { ...clickhouse, ...checks.clickhouse },
  };
}
