import { setTimeout as sleep } from 'node:timers/promises';
import { listAllShops } from '../../platform/auth/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import type { Platform } from '../../platform/platform.ts';
import { keepPoints } from '../ledgers/index.ts';
import { hasOrderChanges } from '../orders/index.ts';
import { endOver } from './mall/end-redemption.ts';
import { earnFromOrders } from './points/earn-orders.ts';
import { tellExpiring } from './points/tell-expiring.ts';

/** Orders have earned so long after they changed, where there is nothing else to do. */
const LOOK_MS = 2_000;
/** What time alone brings (points become active, expire) is posted so seldom: acts look at the clock themselves. */
const SETTLE_MS = 60_000;

/** Whose points expire soon is looked up so seldom; telling again tells nobody twice. */
const TELL_MS = 6 * 3_600_000;

interface Keeping {
  readonly signal: AbortSignal;
  readonly isDue: boolean;
  /** When each shop's customers were last told, by this process. */
  readonly told: Map<number, number>;
}

/** Has orders earn as they change, and posts what time brings, in every shop. */
export async function keepLoyalty(platform: Platform, signal: AbortSignal): Promise<void> {
  let settled = Number.NEGATIVE_INFINITY;
  const told = new Map<number, number>();
  while (!signal.aborted) {
    const isDue = performance.now() - settled >= SETTLE_MS;
    if (isDue) settled = performance.now();
    await keepShops(platform, { signal, isDue, told });
    await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => {});
  }
}

async function keepShops(platform: Platform, it: Keeping): Promise<void> {
  const shops = await listAllShops(platform.db).catch((err: unknown) => {
    platform.log.warn({ err }, 'points could not be looked at');
    return [];
  });
  for (const shop of shops) {
    if (it.signal.aborted) return;
    await keepShop(platform, shop, it).catch((err: unknown) => {
      if (!it.signal.aborted) platform.log.warn({ err, shopId: shop.shopId }, 'points of a shop broke off');
    });
  }
}

type Shop = Awaited<ReturnType<typeof listAllShops>>[number];

async function keepShop(platform: Platform, shop: Shop, { signal, isDue, told }: Keeping): Promise<void> {
  const { db, clock } = platform;
  if (await withShop(db, shop.shopId, (tx) => hasOrderChanges(tx, shop.shopId)))
    await earnFromOrders({ db, shop, clock, signal });
  if (isDue) await keepLedger(platform, shop.shopId, signal);
  const now = clock.now();
  if (now.getTime() - (told.get(shop.shopId) ?? 0) < TELL_MS) return;
  await tellExpiring(platform, shop, signal);
  told.set(shop.shopId, now.getTime());
}

/** Holds of the mall end before the points they hold do: both are found. */
async function keepLedger({ db, clock }: Platform, shopId: number, signal: AbortSignal): Promise<void> {
  await endOver(db, { shopId, at: clock.now(), signal });
  await keepPoints(db, { shopId, at: clock.now(), signal });
}
