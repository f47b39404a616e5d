/** Run as a process of its own by a test: makes the engine fail in every way it can; stdout must stay empty. */
import { pino } from 'pino';
import { openClickHouse } from '../src/platform/clickhouse/open-clickhouse.ts';

const dataDir = process.argv[2] ?? '';
const clickhouse = await openClickHouse({ dataDir, log: pino({ level: 'silent' }) });
await Promise.allSettled([
  clickhouse.query({ sql: 'SELECT nosuch, {shop:UInt32}', shopId: 1 }),
  clickhouse.query({ sql: 'SELECT throwIf({shop:UInt32} = 1)', shopId: 1 }),
  clickhouse.query({ sql: 'SELECT range({shop:UInt32} * 400000000)', shopId: 1 }),
  clickhouse.query({ sql: 'not even SQL {shop:UInt32}', shopId: 1 }),
  clickhouse.insert('nosuch', [{ a: 1 }]),
  clickhouse.command('DROP TABLE nosuch'),
]);
await clickhouse.command(
  'CREATE TABLE {{table t on every node}} (a UInt8) ENGINE = {{engine MergeTree}} ORDER BY a',
);
await Promise.allSettled([
  clickhouse.insert('t', '{"a": "x"}'),
  clickhouse.insert('t', '{"a": 1}\n{"a": 300'),
]);
await clickhouse.close();
