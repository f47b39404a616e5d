import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportResult } from '../contract/imports.ts';
import type { InputRecord } from '../contract/records.ts';
import { type RecordSource, runImport } from '../domains/ingest/index.ts';
import { createShop, findShop, type Shop } from '../platform/auth/index.ts';
import { ok, orThrow } from '../platform/errors.ts';
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
  name: 'demo',
  label: { zh: '演示店铺', en: 'demo shop' },
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  open: { format: 'json-lines' },
  bind: () =>
    ok({
      read: (row) => ({ records: [row.json as unknown as InputRecord], problems: [] }),
      contentOf: (row) => JSON.stringify(row.json),
    }),
};

/**
 * Makes the demo shop's history and imports it like any file: it can be interrupted, and goes on where it was when
 * asked again. The truth is kept in the data directory under demo/<slug>. Problems: those of an import.
 */
export async function fillDemoShop(platform: Platform, request: DemoRequest): Promise<FilledDemoShop> {
  const { slug, signal, onProgress } = request;
  const shop = await demoShop(platform, slug);
  const folder = join(platform.config.dataDir, 'demo', slug);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const files = { records: join(folder, 'records.jsonl'), truth: join(folder, 'truth.jsonl') };
  if (!existsSync(files.records))
    await writeShop(planOf(platform, request), folder, (done, total) =>
      onProgress?.('generate', done, total),
    );
  const result = orThrow(
    await runImport(
      { platform, mirror: platform.mirror },
      {
        ...{
          shopId: shop.shopId,
          path: files.records,
          fileName: `demo-${slug}.jsonl`,
          source: demoRecords,
          startedBy: 'system',
        },
        ...(signal ? { signal } : {}),
        onProgress: ({ bytes, bytesDone }) => onProgress?.('store', bytesDone, bytes),
      },
    ),
  );
  await rm(files.records);
  return { shop, import: result, truthFile: files.truth };
}

/** True until the demo shop has been filled once: it does not exist, or a stop left its records unfinished. */
export async function demoShopIsMissing(platform: Platform, slug: string): Promise<boolean> {
  if ((await findShop(platform.db, slug)) === undefined) return true;
  return existsSync(join(platform.config.dataDir, 'demo', slug, 'records.jsonl'));
}

function planOf({ clock }: Platform, { seed, customers, until }: DemoRequest) {
  const today = startOfShopDay(shopDay(clock.now().getTime()));
  const end = until === undefined ? today : startOfShopDay(until) + 86_400_000;
  return { seed, customers, until: end };
}

async function demoShop(platform: Platform, slug: string): Promise<Shop> {
  const there = await findShop(platform.db, slug);
  if (there) return there;
  return orThrow(
    await createShop(platform, {
      slug,
      name: '熟客演示店',
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      isDemo: true,
    }),
  );
}
