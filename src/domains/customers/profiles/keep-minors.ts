import { setTimeout as sleep } from 'node:timers/promises';
import { listAllShops } from '../../../platform/auth/index.ts';
import type { Platform } from '../../../platform/platform.ts';
import { refreshMinors } from './note-minors.ts';
import { markMirrored } from './store-profiles.ts';

/** An hour: whatever the zone, the flag is right within the first hour of the shop's day, and strict until then. */
const everyMs = 3_600_000;

/** Takes the flag of a minor from those who turned 14, in every shop, at once and every hour while a server lives. */
export async function keepMinors(platform: Platform, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    for (const { shopId } of await shopsOf(platform)) {
      if (signal.aborted) return;
      await ofShop(platform, shopId);
    }
    await sleep(everyMs, undefined, { signal, ref: false }).catch(() => {});
  }
}

const shopsOf = (platform: Platform) =>
  listAllShops(platform.db).catch((err: unknown) => {
    platform.log.warn({ err }, 'flags of minors could not be looked at');
    return [];
  });

async function ofShop(platform: Platform, shopId: number): Promise<void> {
  try {
    const changed = (tx: Parameters<typeof markMirrored>[0], persons: readonly number[]) =>
      markMirrored(tx, shopId, persons);
    if ((await refreshMinors(platform, shopId, changed)) > 0) await platform.mirror.payOff(shopId);
  } catch (err) {
    platform.log.warn({ err, shopId }, 'flags of minors could not be renewed');
  }
}
