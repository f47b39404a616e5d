/** Days of late as `2026-02-28T`: events of one batch fall on few. */
const days = new Map<number, string>();
const MOST_DAYS = 1000;

const DAY = 86_400_000;

const TWO = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

/** The instant (ms since 1970, years 0 to 9999) as `Date.toISOString` writes it, in a quarter of its time (0.2 us). */
export function isoText(ms: number): string {
  const day = Math.floor(ms / DAY);
  const rest = ms - day * DAY;
  const hours = TWO[Math.floor(rest / 3_600_000)]!;
  const minutes = TWO[Math.floor(rest / 60_000) % 60]!;
  const seconds = TWO[Math.floor(rest / 1000) % 60]!;
  const thousandths = rest % 1000;
  const zeros = thousandths < 10 ? '00' : thousandths < 100 ? '0' : '';
  return `${dayText(day)}${hours}:${minutes}:${seconds}.${zeros}${thousandths}Z`;
}

function dayText(day: number): string {
  const known = days.get(day);
  if (known !== undefined) return known;
  if (days.size >= MOST_DAYS) days.clear();
  const text = new Date(day * DAY).toISOString().slice(0, 11);
  days.set(day, text);
  return text;
}
