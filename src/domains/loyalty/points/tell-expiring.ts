import type { Shop } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import { shopDay } from '../../analytics/index.ts';
import { type ExpiringPlace, type ExpiringPoints, readExpiring } from '../../ledgers/index.ts';
import { type Notice, queueNotices } from '../../messaging/index.ts';

/** So long before points expire their customer is told. */
const AHEAD_MS = 14 * 24 * 3_600_000;

/** Lots of one transaction. */
const PIECE = 500;

/** How far everybody was told. */
export interface ToldExpiring {
  /** Notices that were new. */
  readonly told: number;
  /** Where to go on; undefined: everybody was told. */
  readonly next: ExpiringPlace | undefined;
}

export interface TellingExpiring {
  readonly signal?: AbortSignal | undefined;
  /** Where the last time stopped. */
  readonly after?: ExpiringPlace | undefined;
  /** Lots of one transaction. */
  readonly piece?: number | undefined;
}

/**
 * Queues a notice for every customer of whom points expire within two weeks: one for each day on which some do, under a key
 * of customer and day, so that whoever runs it again, and however often, tells nobody twice. Ends behind the piece it is
 * at when the signal comes.
 */
export async function tellExpiring(
  { db, clock }: Pick<Platform, 'db' | 'clock'>,
  shop: Pick<Shop, 'shopId' | 'timeZone'>,
  { signal, after, piece = PIECE }: TellingExpiring = {},
): Promise<ToldExpiring> {
  const { shopId } = shop;
  const now = clock.now();
  const to = new Date(now.getTime() + AHEAD_MS);
  let [place, told] = [after, 0];
  while (signal?.aborted !== true) {
    const asked = { shopId, from: now, to, after: place, limit: piece };
    const { points, next } = await withShop(db, shopId, (tx) => readExpiring(tx, asked));
    if (points.length > 0) {
      const queuing = {
        shopId,
        template: 'points-expiring',
        notices: noticesOf(points, shop),
        by: 'system',
        now,
      };
      const queued = await withShop(db, shopId, (tx) => queueNotices(tx, queuing));
      told += queued.filter(({ again }) => !again).length;
    }
    if (next === undefined) return { told, next };
    place = next;
  }
  return { told, next: place };
}

/** Points that end on one shop day are one notice. The last day they can be used is that before the moment they are gone. */
function noticesOf(found: readonly ExpiringPoints[], shop: Pick<Shop, 'timeZone'>): Notice[] {
  const byDay = Map.groupBy(found, ({ customerId, expiresAt }) => {
    return `${customerId}:${shopDay(new Date(expiresAt.getTime() - 1), shop)}`;
  });
  return [...byDay].map(([key, of]) => ({
    personId: of[0]!.customerId,
    key: `points-expiring:${key}`,
    values: { points: of.reduce((sum, it) => sum + it.points, 0), expires_on: key.split(':')[1]! },
    validUntil: of[0]!.expiresAt,
  }));
}
