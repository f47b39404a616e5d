import { sql } from 'kysely';
import { checkEngines } from '../../platform/http/health.ts';
import { engineCommand } from '../command.ts';

/** `shuke engines`: which engines are behind this data directory, and whether they answer. `doctor` asks it too. */
export const command = engineCommand({
  name: 'engines',
  summary: { zh: '两个引擎的版本与状态', en: 'versions of the two engines, and whether they answer' },
  options: {},
  async run({ platform, result }) {
    const checks = await checkEngines(platform);
    const { rows } = await sql<{
      version: string;
    }>`select current_setting('server_version') as version`.execute(platform.db);
    const clickhouse = await platform.clickhouse.describe();
    const kind = platform.config.postgresUrl === undefined ? 'embedded' : 'server';
    const document = {
      postgres: { kind, version: rows[0]?.version ?? 'unknown', ...checks.postgres },
      clickhouse: { ...clickhouse, ...checks.clickhouse },
    };
    result(document, () =>
      Object.entries(document)
        .map(([name, it]) => `${name} ${it.version} (${it.kind}), ${it.ok ? `${it.ms} ms` : 'no answer'}\n`)
        .join(''),
    );
  },
});
