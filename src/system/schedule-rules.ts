import type { BackupSchedule } from '../contract/system.ts';
import { zoneOf } from '../platform/zone.ts';

const DAY_MS = 24 * 3_600_000;

/** A schedule as it was set: what was due before that moment is nobody's omission. */
export interface SetSchedule extends BackupSchedule {
  readonly set_at: string;
}

type Daily = Pick<BackupSchedule, 'at' | 'time_zone'>;

/** The last moment at or before `now`, and the first after it, at which clocks of the zone show the time (ms). */
export function dueAround({ at, time_zone: zone }: Daily, now: number): { last: number; next: number } {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const day = Math.floor(now / DAY_MS);
  const { instantOf } = zoneOf(zone);
  // Zones lie up to 14 hours from UTC: yesterday, today and tomorrow of UTC hold both.
  const moments = [-2, -1, 0, 1, 2].map((n) =>
    instantOf((day + n) * DAY_MS + (hours * 60 + minutes) * 60_000),
  );
  return {
    last: Math.max(...moments.filter((it) => it <= now)),
    next: Math.min(...moments.filter((it) => it > now)),
  };
}

/** The moment of a daily backup that should be there and is not; undefined where none is missing. */
export function missing(
  schedule: SetSchedule | undefined,
  { now, newest }: { readonly now: number; readonly newest: number | undefined },
): number | undefined {
  if (schedule === undefined) return undefined;
  const { last } = dueAround(schedule, now);
  if (last < Date.parse(schedule.set_at) || (newest !== undefined && newest >= last)) return undefined;
  return last;
}

/** Of daily backups, newest first, those that are one too many. */
export const tooMany = <T>(daily: readonly T[], keep: number): readonly T[] => daily.slice(keep);
