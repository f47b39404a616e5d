import { listAllShops } from '../../../platform/auth/index.ts';
import type { Platform } from '../../../platform/platform.ts';
import { indexTraits } from './trait-index.ts';

/** Goes on with the blind indexes of traits that a crash cut off, shop by shop. For a server's start, in the background. */
export async function resumeTraitIndexes(
  platform: Pick<Platform, 'db' | 'keyring'>,
  signal: AbortSignal,
): Promise<void> {
  for (const { shopId } of await listAllShops(platform.db))
    if (!signal.aborted) await indexTraits(platform, shopId);
}
