import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { demoReader, type ImportResult } from '../contract/imports.ts';
import type { InputRecord } from '../contract/records.ts';
import { listImports, type RecordSource, runImport } from '../domains/ingest/index.ts';
import { createShop, findShop, type Shop } from '../platform/auth/index.ts';
import { withShop } from '../platform/db/postgres.ts';
import { ok, orThrow, ProblemError, problem } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import { shopDay, startOfShopDay } from './season.ts';
import { writeShop } from './write-shop.ts';

export interface DemoRequest {
  readonly slug: string;
  readonly seed: number;
  readonly customers: number;
  /** Last shop day of the history (YYYY-MM-DD, Asia/Shanghai); yesterday unless told. */
  readonly until?: string;
  readonly signal?: AbortSignal;
  /** Step ('generate' or 'store'), and how much of it is done. */
  readonly onProgress?: (step: 'generate' | 'store', done: number, total: number) => void;
}

export interface FilledDemoShop {
  readonly shop: Shop;
  readonly import: ImportResult;
  /** JSON lines: what the generator knows and analyses can only estimate. */
  readonly truthFile: string;
}

/** Records as the generator writes them, one a line: the importer's own language, so there is nothing to map. */
const demoRecords: RecordSource = {
  ...demoReader,
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  open: { format: 'json-lines' },
  uses: () => [],
  bind: () =>
    ok({
      read: (row) => ({ records: [row.json as unknown as InputRecord], problems: [] }),
      contentOf: (row) => JSON.stringify(row.json),
    }),
};

/**
 * Makes the demo shop's history and imports it like any file: it can be interrupted, and goes on where it was when
 * asked again for the same seed and size. The truth is kept in the data directory under demo/<slug>.
 * Problems: `not-a-demo-shop`, `demo-shop-filled`, `demo-shop-unfinished`, and those of an import.
 */
export async function fillDemoShop(platform: Platform, request: DemoRequest): Promise<FilledDemoShop> {
  const { slug, onProgress } = request;
  const folder = folderOf(platform, slug);
  const unfinished = await unfinishedIn(folder);
  const shop = await demoShop(platform, request, unfinished);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const records = join(folder, recordsFile(request));
  const files = { records, truth: join(folder, 'truth.jsonl.new') };
  if (unfinished === undefined)
    await writeShop(planOf(platform, request), files, (done, total) => onProgress?.('generate', done, total));
  const result = await importRecords(platform, request, { shop, path: records });
  // The truth gets its name when the shop is full: by it the next call knows that nothing is left to do.
  if (existsSync(files.truth)) await rename(files.truth, join(folder, 'truth.jsonl'));
  await rm(records);
  return { shop, import: result, truthFile: join(folder, 'truth.jsonl') };
}

async function importRecords(
  platform: Platform,
  { slug, signal, onProgress }: DemoRequest,
  { shop, path }: { shop: Shop; path: string },
): Promise<ImportResult> {
  const imported = await runImport(
    { platform, mirror: platform.mirror },
    {
      ...{
        shopId: shop.shopId,
        path,
        fileName: `demo-${slug}.jsonl`,
        source: demoRecords,
        startedBy: 'system',
      },
      ...(signal ? { signal } : {}),
      onProgress: ({ bytes, bytesDone }) => onProgress?.('store', bytesDone, bytes),
    },
  );
  return orThrow(imported);
}

/**
 * True until the demo shop has been filled once: it does not exist, a stop left its records unfinished, or it was killed
 * while they were being made and stands there without one import.
 */
export async function demoShopIsMissing(platform: Platform, slug: string): Promise<boolean> {
  const there = await findShop(platform.db, slug);
  if (there === undefined) return true;
  if ((await unfinishedIn(folderOf(platform, slug))) !== undefined) return true;
  return there.isDemo && (await isEmpty(platform, there));
}

const isEmpty = ({ db }: Platform, { shopId }: Shop): Promise<boolean> =>
  withShop(
    db,
    shopId,
    async (tx) => (await listImports(tx, shopId, { before: undefined, limit: 1 })).length === 0,
  );

const folderOf = ({ config }: Platform, slug: string): string => join(config.dataDir, 'demo', slug);

/** Named by what it was made of, so that another seed or size is never taken for it. */
const recordsFile = ({ seed, customers }: DemoRequest): string => `records-${seed}-${customers}.jsonl`;

/** The records a stop left behind: there until they are all imported. */
async function unfinishedIn(folder: string): Promise<string | undefined> {
  const files = await readdir(folder).catch(() => []);
  return files.find((file) => /^records-.*\.jsonl$/.test(file));
}

function planOf({ clock }: Platform, { seed, customers, until }: DemoRequest) {
  const today = startOfShopDay(shopDay(clock.now().getTime()));
  const end = until === undefined ? today : startOfShopDay(until) + 86_400_000;
  return { seed, customers, until: end };
}

/** The shop to fill: a new one, or one whose filling a stop cut short. Never one that sells real things. */
async function demoShop(
  platform: Platform,
  request: DemoRequest,
  unfinished: string | undefined,
): Promise<Shop> {
  const { slug } = request;
  const there = await findShop(platform.db, slug);
  if (there === undefined)
    return orThrow(
      await createShop(platform, {
        slug,
        name: '熟客演示店',
        currency: 'CNY',
        timeZone: 'Asia/Shanghai',
        isDemo: true,
      }),
    );
  if (!there.isDemo) throw new ProblemError(notADemoShop(slug));
  if (unfinished === undefined && existsSync(join(folderOf(platform, slug), 'truth.jsonl')))
    throw new ProblemError(alreadyFilled(slug));
  if (unfinished !== undefined && unfinished !== recordsFile(request))
    throw new ProblemError(stillUnfinished(slug));
  return there;
}

const notADemoShop = (slug: string) =>
  problem('not-a-demo-shop', 409, {
    zh: `店铺 ${slug} 不是演示店铺，不会填入演示数据；请用 --shop 另取名称`,
    en: `Shop ${slug} is no demo shop and is not filled with made-up people; choose another name with --shop`,
  });

const alreadyFilled = (slug: string) =>
  problem('demo-shop-filled', 409, {
    zh: `演示店铺 ${slug} 已经填充；请用 --shop 另取名称`,
    en: `Demo shop ${slug} is filled already; choose another name with --shop`,
  });

const stillUnfinished = (slug: string) =>
  problem('demo-shop-unfinished', 409, {
    zh: `演示店铺 ${slug} 上次未填完；请用相同的种子与客户数继续，或用 --shop 另取名称`,
    en: `Demo shop ${slug} was not finished; go on with the same seed and size, or choose another name with --shop`,
  });
