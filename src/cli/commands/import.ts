import { basename, resolve } from 'node:path';
import { findPreset, presetNames, type RecordSource, runImport } from '../../domains/ingest/index.ts';
import { createShop, findShop, type Shop } from '../../platform/auth/index.ts';
import { orThrow } from '../../platform/errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { engineCommand } from '../command.ts';
import { importSummary } from '../import-summary.ts';
import { choice, required, shop, text, wholeNumber } from '../option.ts';

/** `shuke import FILE`: a file's rows become customers, orders, events; what cannot is written beside, with the reason. */
export const command = engineCommand({
  name: 'import',
  summary: {
    zh: '导入文件 (CSV, XLSX, JSON lines, Parquet, 均可 .gz)',
    en: 'import a file (CSV, XLSX, JSON lines, Parquet, each also .gz)',
  },
  arguments: [{ name: 'FILE', summary: { zh: '文件', en: 'the file' } }],
  options: {
    shop,
    preset: required(choice(presetNames, { zh: '文件的种类', en: 'what kind of file it is' })),
    'max-rejects': wholeNumber({
      zh: '超过此数则停止并撤销',
      en: 'stop and undo when more rows than this cannot be used',
    }),
    encoding: text('NAME', { zh: '编码, 默认自动识别', en: 'encoding, such as gb18030; found unless told' }),
    delimiter: text('CHAR', { zh: '分隔符, 默认自动识别', en: 'delimiter; found unless told' }),
    sheet: text('NAME', { zh: '工作表, 默认第一张', en: 'sheet of a workbook; the first unless told' }),
  },
  async run({ platform, options, arguments: [file = ''], cwd, signal, output, result }) {
    const source = findPreset(options.preset)!;
    const { shopId, slug } = await shopFor(platform, options.shop, source);
    const { 'max-rejects': maxRejects, encoding, delimiter, sheet } = options;
    const done = orThrow(
      await runImport(
        { platform, mirror: platform.mirror },
        {
          ...{ shopId, source, signal, path: resolve(cwd, file), startedBy: 'cli' },
          options: given({ maxRejects, encoding, delimiter, sheet }),
          onProgress: ({ bytes, bytesDone }) =>
            output.progress({ label: basename(file), done: bytesDone, total: bytes }),
        },
      ),
    );
    result(done, () => importSummary(done, slug));
  },
});

/** The shop of that name; made with the file's currency and zone when there is none. */
async function shopFor(
  platform: Platform,
  slug: string,
  { currency, timeZone }: RecordSource,
): Promise<Shop> {
  const existing = await findShop(platform.db, slug);
  if (existing !== undefined) return existing;
  return orThrow(await createShop(platform, { slug, name: slug, currency, timeZone }));
}

const given = <T extends object>(options: T) =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: NonNullable<T[Name]>;
  };
