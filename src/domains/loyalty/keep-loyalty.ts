import { setTimeout as sleep } from 'node:timers/promises';
import { listAllShops } from '../../platform/auth/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import type { Platform } from '../../platform/platform.ts';
import { type ExpiringPlace, keepPoints } from '../ledgers/index.ts';
import { hasOrderChanges } from '../orders/index.ts';
import { endOver } from './mall/end-redemption.ts';
import { keepPlus } from './plus/keep-plus.ts';
import { earnFromOrders } from './points/earn-orders.ts';
import { tellExpiring } from './points/tell-expiring.ts';

/** Orders have earned so long after they changed, where there is nothing else to do. */
const LOOK_MS = 2_000;
/** What time alone brings (points become active, expire) is posted so seldom: acts look at the clock themselves. */
const SETTLE_MS = 30_000;

/** Whose points expire soon is looked up so seldom; telling again tells nobody twice. */
const TELL_MS = 6 * 3_600_000;
/** What broke off is told again so much later. */
const TELL_AGAIN_MS = 10 * 60_000;
/** Shops take turns: a large one goes on at the next. */
const TURN_MS = 10_000;

/** How far a shop's customers were told, by this process. */
interface Telling {
  readonly nextAt: number;
  readonly after?: ExpiringPlace | undefined;
}

interface Keeping {
  readonly signal: AbortSignal;
  readonly isDue: boolean;
  readonly told: Map<number, Telling>;
}

/** Has orders earn as they change, and posts what time brings, in every shop. */
export async function keepLoyalty(platform: Platform, signal: AbortSignal): Promise<void> {
  let settled = Number.NEGATIVE_INFINITY;
  const told = new Map<number, Telling>();
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

async function keepShop(platform: Platform, shop: Shop, it: Keeping): Promise<void> {
  const { db, clock } = platform;
  const { signal } = it;
  if (await withShop(db, shop.shopId, (tx) => hasOrderChanges(tx, shop.shopId)))
    await earnFromOrders({ db, shop, clock, signal });
  if (it.isDue) {
    await keepLedger(platform, shop.shopId, signal);
    await keepPlus({ platform, shop, signal });
    await platform.mirror.payOff(shop.shopId);
  }
  await tellShop(platform, shop, it);
}

async function tellShop(platform: Platform, shop: Shop, { signal, told }: Keeping): Promise<void> {
  const before = told.get(shop.shopId) ?? { nextAt: 0 };
  const now = platform.clock.now().getTime();
  if (now < before.nextAt) return;
  told.set(shop.shopId, { ...before, nextAt: now + TELL_AGAIN_MS });
  const turn = AbortSignal.any([signal, AbortSignal.timeout(TURN_MS)]);
  const { next } = await tellExpiring(platform, shop, { signal: turn, after: before.after });
  told.set(shop.shopId, next === undefined ? { nextAt: now + TELL_MS } : { nextAt: now, after: next });
}

/** Holds of the mall end before the points they hold do: both are found. */
async function keepLedger(platform: Platform, shopId: number, signal: AbortSignal): Promise<void> {
  const at = platform.clock.now();
  await endOver(platform, { shopId, at, signal });
  await keepPoints(platform.db, { shopId, at, signal });
}
