import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { listAllShops } from '../../../../platform/auth/index.ts';
import { withShop } from '../../../../platform/db/postgres.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { sweepUploads } from '../sweep-import-files.ts';
import { deleteOldUploads, KEPT_HOURS } from './upload-store.ts';

const ROUND_MS = 600_000;
const HOUR_MS = 3_600_000;

/** Every ten minutes, in every process, for each reaches only its own disk: uploads older than a day go. */
export async function keepUploadsTidy(platform: Platform, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await tidyUploads(platform).catch((err: unknown) =>
      platform.log.warn({ err }, 'old uploads could not be removed'),
    );
    await sleep(ROUND_MS, undefined, { signal, ref: false }).catch(() => {});
  }
}

/** One round. A file that was touched within the hour may be on its way in, and has no row yet. */
export async function tidyUploads(platform: Platform): Promise<void> {
  const before = new Date(platform.clock.now().getTime() - KEPT_HOURS * HOUR_MS);
  for (const { shopId } of await listAllShops(platform.db))
    await withShop(platform.db, shopId, (tx) => deleteOldUploads(tx, shopId, before));
  await sweepUploads({ platform, mirror: platform.mirror }, async (path) => {
    const touched = (await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now();
    return Date.now() - touched > HOUR_MS;
  });
}
