/** When a message that could not be handed over is tried again. Pure. */

const MINUTE = 60_000;

/** After the first attempt, the second, ...; a server that is away for a night and a morning loses nothing. */
const waits = [1, 5, 15, 60, 120, 240, 480, 960].map((minutes) => minutes * MINUTE);

/** When to try again after so many attempts; undefined: no more, 9 attempts over 31 hours were enough. */
export function retryAt(attempts: number, now: Date, validUntil: Date | null): Date | undefined {
  const wait = waits[attempts - 1];
  if (wait === undefined) return undefined;
  const at = new Date(now.getTime() + wait);
  return validUntil !== null && at >= validUntil ? undefined : at;
}
