import type { PointsExpiry, PointsRules } from '../../../contract/points-rules.ts';
import { zoneOf } from '../../../platform/zone.ts';
import { addDays, shopDay } from '../../analytics/index.ts';

/** When points become active and when they expire, in the shop's zone. Pure. */

const DAY_MS = 86_400_000;

export interface OrderTimes {
  readonly paidAt: Date;
  readonly deliveredAt: Date | null;
  readonly completedAt: Date | null;
}

/** End of the return window: counted from completion, else delivery, else as many days after payment as a parcel takes. */
export function activeFrom(times: OrderTimes, rules: PointsRules): Date {
  const arrived = times.completedAt ?? times.deliveredAt;
  const from = arrived?.getTime() ?? times.paidAt.getTime() + rules.transit_days * DAY_MS;
  return new Date(from + rules.return_days * DAY_MS);
}

/** The first instant at which points earned then are no longer there; null: never. Always the end of a shop day. */
export function expiresAt(earnedAt: Date, expiry: PointsExpiry, timeZone: string): Date | null {
  if (expiry.kind === 'never') return null;
  const day = shopDay(earnedAt, { timeZone });
  const first =
    expiry.kind === 'days'
      ? addDays(day, expiry.days + 1)
      : `${Number(day.slice(0, 4)) + expiry.years + 1}-01-01`;
  return startOfDay(first, timeZone);
}

/** The instant at which a shop day begins. */
const startOfDay = (day: string, timeZone: string): Date =>
  new Date(zoneOf(timeZone).instantOf(Date.parse(`${day}T00:00:00Z`)));
