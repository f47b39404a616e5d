import { pino } from 'pino';
import type { Config } from '../src/platform/config.ts';
import { openAnalytics } from '../src/platform/open-platform.ts';

/**
 * A process of its own that leaves a migrated ClickHouse behind: `analytics-child.ts DATA_DIR`. Worlds copy its files;
 * in the process of the test run itself the engine would keep its memory to the end.
 */
const config = { dataDir: process.argv[2]! } as Config;
const clickhouse = await openAnalytics(config, pino({ level: 'silent' }));
// One part instead of one a statement: a fifth of the files to copy.
const done = await clickhouse.inspect<object>('SELECT * FROM schema_migrations');
await clickhouse.command('TRUNCATE TABLE schema_migrations');
await clickhouse.insert('schema_migrations', done);
await clickhouse.close();
