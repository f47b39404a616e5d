import { existsSync } from 'node:fs';
import { Session } from 'chdb';
import { runShuke, seconds, UCI, withDataDir } from './run-shuke.ts';

interface ImportResult {
  readonly rows: number;
  readonly seconds: number;
  readonly peak_rss_mb: number;
}

/** The UCI file, imported as a user would, twice; beside it the same file read raw into one table of the same engine. */
export async function importFigures(): Promise<object> {
  if (!existsSync(UCI)) return { skipped: 'shared/data/uci_online_retail.csv.gz is not there' };
  return withDataDir(async (dataDir) => {
    const args = ['import', UCI, '--preset', 'uci-online-retail', '--shop', 'uci'];
    const first = await runShuke<ImportResult>(dataDir, args);
    const again = await runShuke<ImportResult>(dataDir, args);
    const raw = rawLoad();
    return {
      first: { rows: first.rows, seconds: first.seconds, peak_rss_mb: first.peak_rss_mb },
      again: { seconds: again.seconds, peak_rss_mb: again.peak_rss_mb },
      raw_clickhouse_load: { seconds: raw },
      ratio_to_raw: Math.round((first.seconds / raw) * 10) / 10,
      at_least: { seconds: 45, peak_rss_mb: 1200 },
    };
  });
}

/** What the analytic engine alone needs for the file: no people, no checks, no second store. */
function rawLoad(): number {
  const session = new Session();
  try {
    const since = performance.now();
    session.query(
      'CREATE TABLE raw (i String, c String, d String, q Int32, t DateTime, p Float64, u String, l String) ENGINE = MergeTree ORDER BY i',
    );
    session.query(
      `INSERT INTO raw SELECT * FROM file('${UCI}', 'CSVWithNames', 'InvoiceNo String, StockCode String, Description String, Quantity Int32, InvoiceDate DateTime, UnitPrice Float64, CustomerID String, Country String')`,
    );
    return seconds(since);
  } finally {
    session.cleanup();
  }
}
