import { resolve } from 'node:path';
import { permissions } from '../../contract/auth.ts';
import { recordAct } from '../../domains/compliance/index.ts';
import { exportNouns } from '../../export-nouns.ts';
import { orThrow } from '../../platform/errors.ts';
import {
  encodings,
  formats,
  headerStyles,
  prepareExport,
  startExport,
  writeFile,
} from '../../platform/exports/index.ts';
import { engineCommand } from '../command.ts';
import { exportRequest } from '../export-request.ts';
import { exportSummary } from '../export-summary.ts';
import { choice, day, flag, list, shop, text, wholeNumber, withDefault } from '../option.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke export NOUN`: a shop's rows as a file, or on stdout. */
export const command = engineCommand({
  name: 'export',
  summary: {
    zh: '导出为 CSV、JSON lines、XLSX、Parquet',
    en: 'export as CSV, JSON lines, XLSX or Parquet',
  },
  arguments: [
    {
      name: 'NOUN',
      summary: {
        zh: exportNouns.map((it) => it.noun).join(', '),
        en: exportNouns.map((it) => it.noun).join(', '),
      },
    },
  ],
  options: {
    shop,
    format: withDefault(choice(formats, { zh: '格式，默认 csv', en: 'csv unless given' }), 'csv'),
    out: text('FILE', { zh: '写入文件，默认标准输出', en: 'file to write; stdout unless given' }),
    from: day({ zh: '首个店铺日', en: 'first shop day' }),
    to: day({ zh: '末个店铺日', en: 'last shop day' }),
    'as-of': day({ zh: 'scores：截至此日', en: 'scores: day they stand for' }),
    channel: text('NAME', { zh: '渠道', en: 'only this channel' }),
    state: text('STATE', { zh: '订单或退款状态', en: 'orders and refunds in this state' }),
    tag: text('TAG', { zh: 'customers：带有此标签', en: 'customers with this tag' }),
    segment: wholeNumber({ zh: 'customers：此人群的成员', en: 'customers in this segment, by number' }, 1),
    name: text('EVENT', { zh: 'events：事件名', en: 'events of this name' }),
    columns: list('A,B,...', { zh: '列的代码，以逗号分隔', en: 'codes of the columns, with commas between' }),
    headers: choice(headerStyles, {
      zh: '表头，默认 code',
      en: 'headings of CSV and XLSX; code unless given',
    }),
    encoding: choice(encodings, { zh: 'CSV 编码，默认 utf-8-bom', en: 'of CSV; utf-8-bom unless given' }),
    personal: flag({ zh: '个人信息以明文导出', en: 'personal fields in clear' }),
    reason: text('TEXT', {
      zh: '导出明文的理由，记入审计日志',
      en: 'why, for the audit log; with --personal',
    }),
  },
  async run({
    platform,
    options,
    arguments: [noun = ''],
    actor,
    cwd,
    json,
    language,
    output,
    signal,
    result,
  }) {
    const request = orThrow(exportRequest(exportNouns, noun, { ...options, json }));
    const found = await shopOf(platform, options.shop);
    const caller = { actor, permissions: new Set(permissions), masking: 'masked' } as const;
    const asked = { platform, shop: found, caller, signal, ...request };
    const prepared = orThrow(await prepareExport(asked));
    const total = await request.noun.count?.(prepared.ask);
    const begun = performance.now();
    const { bytes, counts, heldOut } = await startExport(prepared, recordAct);
    const watched = watch(bytes, () =>
      output.progress({ label: noun, done: counts.rows, ...(total !== undefined && { total }) }),
    );
    const file = options.out === undefined ? undefined : resolve(cwd, options.out);
    const written = file === undefined ? await print(watched, output.flow) : await writeFile(file, watched);
    const seconds = (performance.now() - begun) / 1000;
    const done = { rows: counts.rows, held_out: heldOut, file: file ?? null, seconds, ...written };
    if (file === undefined) output.stderr(exportSummary(done, language));
    else result(done, () => exportSummary(done, language));
  },
});

async function* watch(pieces: AsyncIterable<Buffer>, told: () => void): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    told();
    yield piece;
  }
}

/** Pieces end where rows do, so that no letter is cut in two. */
async function print(pieces: AsyncIterable<Buffer>, flow: (text: string) => Promise<void>) {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    await flow(piece.toString());
  }
  return { bytes };
}
