import { join } from 'node:path';
import { pino } from 'pino';
import { eventsExport } from '../src/domains/ingest/index.ts';
import type { ClickHouse } from '../src/platform/clickhouse/clickhouse.ts';
import { migrateClickHouse } from '../src/platform/clickhouse/migrate.ts';
import { openClickHouse } from '../src/platform/clickhouse/open-clickhouse.ts';
import { orThrow } from '../src/platform/errors.ts';
import { type ExportAsk, fileKinds, formats, writeFile } from '../src/platform/exports/index.ts';
import type { Platform } from '../src/platform/platform.ts';
import { seconds, withDataDir } from './run-shuke.ts';

const events = 500_000;
const shop = {
  ...{ shopId: 1, slug: 'bench', name: 'Bench', currency: 'CNY', timeZone: 'Asia/Shanghai' },
  ...{ organizationId: '', isDemo: false },
};

/** What the engine writes by itself, as the nearest of its formats. It has no XLSX. */
const own = { csv: 'CSVWithNames', jsonl: 'JSONEachRow', parquet: 'Parquet', xlsx: undefined } as const;

/** 500,000 events into a file, a format at a time, beside the engine's own file of the same table in the same run. */
export async function exportFigures(): Promise<object> {
  return withDataDir(async (dataDir) => {
    const clickhouse = await openClickHouse({ dataDir, log: pino({ level: 'silent' }) });
    try {
      const migrations = new URL('../migrations/clickhouse', import.meta.url).pathname;
      orThrow(await migrateClickHouse(clickhouse, migrations));
      await load(clickhouse);
      const figures = [];
      for (const format of formats) figures.push(await figuresOf(format, { clickhouse, dataDir }));
      return { events, formats: figures, peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 1000) };
    } finally {
      await clickhouse.close();
    }
  });
}

async function load(clickhouse: ClickHouse): Promise<void> {
  await clickhouse.command(`INSERT INTO events (shop_id, person_id, time, message_id, corrected_time, received_at, name,
      channel, product_id, category, quantity, amount_minor, currency, source, properties)
    SELECT 1, 1 + sipHash64(number) % 100000, fromUnixTimestamp64Milli(toInt64(1735689600000 + number * 30000)) AS at,
      toString(generateUUIDv4()), at, at, ['Product Viewed', 'Product Added'][number % 2 + 1], 'wechat', 1 + number % 500,
      '家居', 1, 100 * (number % 900), 'CNY', 'search', concat('{"page":"/p/', toString(number % 500), '","ms":', toString(number % 60000), '}')
    FROM numbers(${events})`);
  await clickhouse.command('OPTIMIZE TABLE events FINAL');
}

interface At {
  readonly clickhouse: ClickHouse;
  readonly dataDir: string;
}

async function figuresOf(format: (typeof formats)[number], { clickhouse, dataDir }: At): Promise<object> {
  const columns = await eventsExport.columns({} as Platform, shop);
  const ask: ExportAsk = {
    ...{ platform: { clickhouse } as Platform, shop, masking: 'masked', filters: {} },
    ...{ columns: new Set(columns.map(({ code }) => code)), signal: new AbortController().signal },
  };
  const rows = (async function* () {
    for await (const batch of eventsExport.read(ask)) yield batch.rows;
  })();
  const plan = { columns, headers: 'code', encoding: 'utf-8', timeZone: shop.timeZone } as const;
  const begun = performance.now();
  const { bytes } = await writeFile(join(dataDir, `ours.${format}`), fileKinds[format].write(rows, plan));
  const ours = seconds(begun);
  const engine = await engineSeconds(own[format], { clickhouse, dataDir });
  return {
    ...{ format, seconds: ours, rows_per_second: Math.round(events / ours), bytes, engine_seconds: engine },
    times_the_engine: engine === null ? null : Math.round((ours / engine) * 10) / 10,
  };
}

async function engineSeconds(
  format: string | undefined,
  { clickhouse, dataDir }: At,
): Promise<number | null> {
  if (format === undefined) return null;
  const begun = performance.now();
  const file = join(dataDir, `engine.${format}`);
  await clickhouse.command(
    `INSERT INTO FUNCTION file('${file}', '${format}') SELECT * FROM events ORDER BY time`,
  );
  return seconds(begun);
}
