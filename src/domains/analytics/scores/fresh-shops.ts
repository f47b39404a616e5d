import { withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import { lastImportEnd } from '../../ingest/index.ts';

/**
 * Tells shops in which an import ended, or was undone, since it was last asked about them: a new shop's models begin then and not when
 * the calendar is next looked at. The first time a shop is asked about it is one where anything was ever imported.
 */
export function openFreshShops(): (platform: Pick<Platform, 'db'>, shopId: number) => Promise<boolean> {
  const known = new Map<number, string | null>();
  return async ({ db }, shopId) => {
    const ended = await withShop(db, shopId, (tx) => lastImportEnd(tx, shopId));
    const before = known.get(shopId) ?? null;
    known.set(shopId, ended);
    return ended !== before;
  };
}
