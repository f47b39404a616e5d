import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { checkFile, dryRun, type ImportRequest, presetNames, runImport } from '../../domains/ingest/index.ts';
import { createShop, findShop } from '../../platform/auth/index.ts';
import { orThrow, ProblemError, problem } from '../../platform/errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { engineCommand } from '../command.ts';
import { importSource } from '../import-source.ts';
import { importSummary } from '../import-summary.ts';
import { choice, flag, shop, text, wholeNumber } from '../option.ts';

/** `shuke import FILE`: rows become customers, orders, events; what cannot be used is written aside, with the reason. */
export const command = engineCommand({
  name: 'import',
  summary: {
    zh: '导入文件 (CSV、XLSX、JSON lines、Parquet，均可 .gz)',
    en: 'import a file (CSV, XLSX, JSON lines, Parquet, each also .gz)',
  },
  arguments: [{ name: 'FILE', summary: { zh: '文件', en: 'the file' } }],
  options: {
    shop,
    preset: choice(presetNames, { zh: '文件的种类', en: 'what kind of file it is' }),
    mapping: text('JSON', { zh: '自定义映射文件', en: 'file that maps its columns, for any other kind' }),
    'dry-run': flag({ zh: '只检查，不写入', en: 'read and check it, and store nothing' }),
    'max-rejects': wholeNumber({
      zh: '不可用的行超过此数则停止并撤销',
      en: 'stop and undo when more rows than this cannot be used',
    }),
    encoding: text('NAME', { zh: '编码，默认自动识别', en: 'encoding, such as gb18030; found unless told' }),
    delimiter: text('CHAR', { zh: '分隔符，默认自动识别', en: 'delimiter; found unless told' }),
    sheet: text('NAME', { zh: '工作表，默认第一张', en: 'sheet of a workbook; the first unless told' }),
  },
  async run({ platform, options, arguments: [name = ''], actor, cwd, signal, language, output, result }) {
    const { preset, mapping, shop: slug, 'max-rejects': maxRejects, encoding, delimiter, sheet } = options;
    const read = await importSource({ preset, mapping, cwd });
    const path = await readable(resolve(cwd, name));
    const isDry = options['dry-run'];
    const file = { ...read, path, options: given({ maxRejects, encoding, delimiter, sheet }) };
    const request = {
      ...{ ...file, signal, startedBy: actor },
      shopId: isDry
        ? ((await findShop(platform.db, slug))?.shopId ?? 0)
        : await shopFor(platform, slug, file),
      onProgress: ({ bytes, bytesDone }: { bytes: number; bytesDone: number }) =>
        output.progress({ label: basename(name), done: bytesDone, total: bytes }),
    };
    const tools = { platform, mirror: platform.mirror };
    const done = orThrow(await (isDry ? dryRun(tools, request) : runImport(tools, request)));
    result(done, () => importSummary(done, slug, language));
  },
});

/** The path, if there is a file: a slip of the finger should not leave a shop behind. */
async function readable(path: string): Promise<string> {
  const it = await stat(path).catch(() => undefined);
  if (it?.isFile()) return path;
  throw new ProblemError(
    problem('file-missing', 404, { zh: `没有文件 ${path}`, en: `There is no file ${path}` }),
  );
}

/** Number of the shop of that name; made with the file's currency and zone when there is none, and the file is usable. */
async function shopFor(
  platform: Platform,
  slug: string,
  file: Pick<ImportRequest, 'path' | 'source' | 'options'>,
): Promise<number> {
  const existing = await findShop(platform.db, slug);
  if (existing !== undefined) return existing.shopId;
  const { currency } = orThrow(await checkFile(file));
  const { timeZone } = file.source;
  const made = await createShop(platform, { slug, name: slug, currency, timeZone });
  // Another import made it since we looked: its shop is ours too.
  const other = made.ok ? undefined : await findShop(platform.db, slug);
  return other?.shopId ?? orThrow(made).shopId;
}

const given = <T extends object>(options: T) =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: NonNullable<T[Name]>;
  };
