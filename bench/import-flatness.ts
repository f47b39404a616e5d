import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { runShuke, UCI, withDataDir } from './run-shuke.ts';

interface ImportResult {
  readonly rows: number;
  readonly seconds: number;
  readonly peak_rss_mb: number;
}

const TIMES = 10;

/** Peak memory at half a million rows and at ten times as many: the same, or the import does not stream. */
export async function importFlatness(): Promise<object> {
  if (!existsSync(UCI)) return { skipped: 'shared/data/uci_online_retail.csv.gz is not there' };
  const small = await withDataDir((dataDir) => importFile(dataDir, UCI));
  const large = await withDataDir(async (dataDir) => {
    const file = join(dataDir, 'ten-times.csv');
    await writeTenTimes(file);
    return importFile(dataDir, file);
  });
  return { small, large, memory_ratio: Math.round((large.peak_rss_mb / small.peak_rss_mb) * 100) / 100 };
}

async function importFile(dataDir: string, file: string) {
  const { rows, seconds, peak_rss_mb } = await runShuke<ImportResult>(dataDir, [
    'import',
    file,
    '--preset',
    'uci-online-retail',
    '--shop',
    'uci',
  ]);
  return { rows, seconds, peak_rss_mb };
}

/** Ten copies with invoices and customers of their own: more of everything, not the same rows again. */
async function writeTenTimes(file: string): Promise<void> {
  const out = createWriteStream(file);
  for (let copy = 0; copy < TIMES; copy++) {
    const lines = createInterface({
      input: createReadStream(UCI).pipe(createGunzip()),
      crlfDelay: Number.POSITIVE_INFINITY,
    });
    let first = true;
    for await (const line of lines) {
      const header = first;
      first = false;
      if (header && copy > 0) continue;
      const written = header
        ? line
        : line
            .replace(/^(C|A)?(\d+)/, (_, mark = '', no) => `${mark}${copy}${no}`)
            .replace(/,(\d+)\.0,([^,]*)$/, `,${copy}$1.0,$2`);
      if (!out.write(`${written}\n`)) await once(out, 'drain');
    }
  }
  out.end();
  await once(out, 'finish');
}
