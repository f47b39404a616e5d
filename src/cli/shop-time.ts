/** Clocks by zone: making one takes longer than a thousand uses of it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  // Swedish writes `2026-01-15 12:00`.
  const made = clocks.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { ...asMinutes, timeZone });
  clocks.set(timeZone, made);
  return made;
}

const asMinutes = { dateStyle: 'short', timeStyle: 'short' } as const;

/** An instant (ISO 8601) by the shop's clock, `2026-01-15 12:00`; whoever prints it names the zone. */
export const shopTime = (iso: string, timeZone: string): string => clockOf(timeZone).format(new Date(iso));

/** The same where there may be none. */
export const maybeShopTime = (iso: string | null, timeZone: string): string | null =>
  iso === null ? null : shopTime(iso, timeZone);

/** The shop day of an instant, YYYY-MM-DD. */
export const shopDay = (iso: string, timeZone: string): string => shopTime(iso, timeZone).slice(0, 10);
