import { open, rm, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { listAllShops } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import { firstKept, lastErased } from '../../compliance/index.ts';
import { type ImportTools, rejectPathOf } from './import-run.ts';
import { findImport } from './import-store.ts';
import { importsWithRejects } from './reject-chunks.ts';
import { sharedPieces, sharesFiles } from './shared-files.ts';

const ROUND_MS = 600_000;

/**
 * Every ten minutes, in every process of several: another process may have erased somebody, or dropped rejects whose term
 * is over, and reaches only what is shared and its own disk.
 */
export async function keepRejectsMended(platform: Platform, signal: AbortSignal): Promise<void> {
  const tools = { platform, mirror: platform.mirror };
  while (!signal.aborted && sharesFiles(tools)) {
    await mendRejects(tools).catch((err: unknown) =>
      platform.log.warn({ err }, 'reject files could not be mended'),
    );
    await sleep(ROUND_MS, undefined, { signal, ref: false }).catch(() => {});
  }
}

/** One round: the reject files on this disk become what the shared ones are; those whose term is over go. */
export async function mendRejects(tools: ImportTools): Promise<void> {
  const { db } = tools.platform;
  for (const { shopId } of await listAllShops(db)) {
    const { imports, ...since } = await withShop(db, shopId, async (tx) => ({
      imports: await importsWithRejects(tx, shopId),
      kept: await firstKept(tx, shopId, 'reject-files'),
      erased: await lastErased(tx, shopId),
    }));
    for (const importId of imports) await mendOne(tools, { shopId, importId, ...since });
  }
}

interface Rejected {
  readonly shopId: number;
  readonly importId: number;
  /** Rejects of imports begun before this have had their time. */
  readonly kept: Date | undefined;
  readonly erased: Date | undefined;
}

async function mendOne(tools: ImportTools, it: Rejected): Promise<void> {
  const path = rejectPathOf(tools, it.importId);
  const here = await stat(path).catch(() => undefined);
  if (here === undefined) return;
  const row = await withShop(tools.platform.db, it.shopId, (tx) => findImport(tx, it.shopId, it.importId));
  if (row !== undefined && it.kept !== undefined && row.startedAt < it.kept) return rm(path, { force: true });
  // A round runs within ten minutes of every erasure, so what was written later than that has been mended.
  if (it.erased !== undefined && here.mtimeMs < it.erased.getTime() + ROUND_MS)
    await copyShared(tools, it, path);
}

async function copyShared(tools: ImportTools, { shopId, importId }: Rejected, path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    // In place: the pieces are committed, and an import that runs writes only behind what is.
    let place = 0;
    for await (const bytes of sharedPieces(tools, { shopId, importId, kind: 'rejects' })) {
      const here = await file.read(Buffer.alloc(bytes.length), 0, bytes.length, place);
      if (!bytes.equals(here.buffer)) await file.write(bytes, 0, bytes.length, place);
      place += bytes.length;
    }
  } finally {
    await file.close();
  }
}
