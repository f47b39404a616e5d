const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Offsets kept per zone, by day: a file of a year has 365, and asking Intl costs microseconds each time. */
const MOST_DAYS = 20_000;

/** Turns wall-clock times of one zone into instants. */
export interface Zone {
  readonly name: string;
  /**
   * The instant (ms since 1970, UTC) at which clocks in the zone showed `wall` (ms since 1970 as if the wall were UTC).
   * A wall time that occurs twice (clocks set back) is the first of the two; one that never occurs (clocks set
   * forward) is read with the offset before the change, so 02:30 becomes 03:30. The same rule as Temporal's 'compatible'.
   */
  instantOf(wall: number): number;
}

/** The zone of an IANA name (`Asia/Shanghai`). Throws a RangeError for a name nobody knows. */
export function zoneOf(name: string): Zone {
  const offsetAt = offsetsOf(name);
  const days = new Map<number, number | undefined>();
  const quietOffset = (day: number): number | undefined => {
    if (days.has(day)) return days.get(day);
    if (days.size >= MOST_DAYS) days.clear();
    const offset = offsetOfQuietDay(day, offsetAt);
    days.set(day, offset);
    return offset;
  };
  return {
    name,
    instantOf(wall) {
      const offset = quietOffset(Math.floor(wall / DAY_MS));
      return offset === undefined ? resolve(wall, offsetAt) : wall - offset;
    },
  };
}

/** The one offset of a wall day without a change of clocks within a day of it; undefined where there is one. */
function offsetOfQuietDay(day: number, offsetAt: (instant: number) => number): number | undefined {
  const before = offsetAt((day - 1) * DAY_MS);
  return before === offsetAt((day + 2) * DAY_MS) && before === offsetAt(day * DAY_MS + DAY_MS / 2)
    ? before
    : undefined;
}

/** Exact, for days on which clocks change: candidates with the offset before and after, earliest that shows `wall`. */
function resolve(wall: number, offsetAt: (instant: number) => number): number {
  const before = offsetAt(wall - DAY_MS);
  const after = offsetAt(wall + DAY_MS);
  for (const offset of [before, after]) if (offsetAt(wall - offset) === offset) return wall - offset;
  return wall - before;
}

function offsetsOf(name: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (instant) => {
    const parts = Object.fromEntries(
      format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
    );
    const shown = Date.UTC(
      parts.year!,
      parts.month! - 1,
      parts.day!,
      parts.hour!,
      parts.minute!,
      parts.second!,
    );
    return shown - Math.floor(instant / 1000) * 1000;
  };
}
