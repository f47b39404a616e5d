/** Zones change their offset on a quarter of an hour; within one, it is asked once. */
const QUARTER_MS = 900_000;
/** Half a year of quarters: rows come in some order of time, and memory stays small. */
const MOST_KEPT = 17_520;

/**
 * Says instants (ms since 1970 UTC) by a zone's clock with its offset: 2026-01-15T12:00:00+08:00, milliseconds where
 * there are any. An offset of odd seconds (before time zones) is said in UTC.
 */
export function shopClock(timeZone: string): (instant: number) => string {
  const clock = new Intl.DateTimeFormat('en-US', { ...asParts, timeZone });
  const offsets = new Map<number, number>();
  return (instant) => {
    const quarter = Math.floor(instant / QUARTER_MS);
    let offset = offsets.get(quarter);
    if (offset === undefined) {
      if (offsets.size >= MOST_KEPT) offsets.clear();
      offset = offsetAt(clock, quarter * QUARTER_MS);
      offsets.set(quarter, offset);
    }
    return said(instant, offset);
  };
}

const asParts = {
  ...({ hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' } as const),
  ...({ hour: 'numeric', minute: 'numeric', second: 'numeric', era: 'short' } as const),
};

/** Milliseconds by which the zone's wall is ahead of UTC. */
function offsetAt(clock: Intl.DateTimeFormat, instant: number): number {
  const parts = Object.fromEntries(clock.formatToParts(instant).map(({ type, value }) => [type, value]));
  const [year, month, day] = [parts.year, parts.month, parts.day].map(Number);
  const wall = new Date(0);
  wall.setUTCFullYear(parts.era === 'BC' ? 1 - year! : year!, month! - 1, day);
  wall.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second));
  return wall.getTime() - instant;
}

function said(instant: number, offset: number): string {
  const whole = offset % 60_000 === 0;
  const iso = new Date(whole ? instant + offset : instant).toISOString();
  const wall = iso.endsWith('.000Z') ? iso.slice(0, -5) : iso.slice(0, -1);
  return whole ? `${wall}${offsetText(offset / 60_000)}` : `${wall}Z`;
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
