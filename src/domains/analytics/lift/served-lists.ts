import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { AnalysedShop } from '../metrics/question.ts';
import { shopDay } from '../people/shop-day.ts';
import { noteExposures } from './note-exposures.ts';

/** Lists are noted so often, behind their answers: those have 20 ms. */
const LOOK_MS = 2_000;
/** Customers of a shop and day that wait to be noted; more are not: a sample of both sides alike. */
const MOST = 50_000;

/** Who was served on a day of a shop since the last look, and whether they are held out. */
interface Served {
  readonly shopId: number;
  readonly day: string;
  readonly customers: Map<number, boolean>;
}

const waiting = new WeakMap<Db, Map<string, Served>>();

/** Takes down that a customer was served a list of their own, or the plain one because they are held out. Costs no statement. */
export function noteServed(
  { db, clock }: Pick<Platform, 'db' | 'clock'>,
  shop: AnalysedShop,
  { customerId, isHeld }: { readonly customerId: number; readonly isHeld: boolean },
): void {
  const days = waiting.get(db) ?? new Map<string, Served>();
  waiting.set(db, days);
  const day = shopDay(clock.now(), shop);
  const key = `${shop.shopId} ${day}`;
  const served = days.get(key) ?? { shopId: shop.shopId, day, customers: new Map() };
  days.set(key, served);
  if (served.customers.size < MOST) served.customers.set(customerId, isHeld);
}

/** Writes what waits; what cannot be written waits on. */
export async function writeServed(platform: Platform): Promise<void> {
  const days = waiting.get(platform.db) ?? new Map<string, Served>();
  waiting.delete(platform.db);
  for (const { shopId, day, customers } of days.values()) {
    const act = { platform, shopId, day, score: 'recommendations', way: 'list-served' } as const;
    const exposures = [...customers].map(([customerId, isHeld]) => ({ customerId, isHeld, band: 0 }));
    try {
      await noteExposures(act, exposures);
    } catch (err) {
      putBack(platform.db, { shopId, day, customers });
      platform.log.warn({ err, shopId }, 'lists served could not be noted yet');
    }
  }
}

function putBack(db: Db, served: Served): void {
  const days = waiting.get(db) ?? new Map<string, Served>();
  waiting.set(db, days);
  const key = `${served.shopId} ${served.day}`;
  const since = days.get(key)?.customers ?? [];
  const customers = new Map([...served.customers, ...since].slice(0, MOST));
  days.set(key, { ...served, customers });
}

/** Writes down who was served, for as long as a process serves; the last when it stops. A crash forgets two seconds of both sides. */
export async function keepServed(platform: Platform, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => {});
    await writeServed(platform);
  }
}
