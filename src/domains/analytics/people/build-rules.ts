import { addDays } from '../metrics/days.ts';

/** What is known of the build that stands. */
export interface Standing {
  readonly people: number;
  readonly tookMs: number;
  readonly ageMs: number;
}

export type Decision = 'use' | 'look' | 'look-later';

/** Up to so many customers a build costs less than anybody notices, and every answer is of this moment. */
const FEW = 20_000;
const LEAST_MS = 10_000;
const MOST_MS = 10 * 60_000;

/** Whether so many people take longer to count than a page may wait. */
export const isLarge = (people: number): boolean => people > FEW;

/**
 * Whether a build may be used as it is ('use'), only once it is known that nothing has changed since ('look'), or now
 * and be made anew behind the answer ('look-later'). Of a large shop it may be twenty times as old as it took to make,
 * so that building takes a twentieth of the engine's time at most. However old it is, its page does not wait: it says of
 * when it is, and a server that runs keeps it young (keep-people.ts).
 */
export function decide({ people, tookMs, ageMs }: Standing): Decision {
  if (!isLarge(people)) return 'look';
  const tolerated = Math.min(Math.max(20 * tookMs, LEAST_MS), MOST_MS);
  return ageMs <= tolerated ? 'use' : 'look-later';
}

/** Days before today whose people may stand for today's while these are counted: a server off over a long weekend. */
const DAYS_BEFORE = 7;

/** The build that answers for today: its own, else of a large shop that of the last days before, which says so. */
export function standingToday<B extends { readonly asOf: string; readonly people: number }>(
  builds: readonly B[],
  today: string,
): B | undefined {
  const own = builds.find((it) => it.asOf === today);
  const recent = builds.filter(
    ({ asOf, people }) => asOf < today && asOf >= addDays(today, -DAYS_BEFORE) && isLarge(people),
  );
  return own ?? recent.toSorted((a, b) => (a.asOf < b.asOf ? 1 : -1))[0];
}

/** Slots of a shop. Three are filled at most (`kept`), so one that was left stays full for a while. */
export const slots = 6;
export const kept = 3;

/** The slot after the one filled last that is free: whoever still reads a build that was just replaced goes undisturbed. */
export function nextSlot(taken: readonly { readonly slot: number; readonly build: number }[]): number {
  const last = taken.reduce((a, b) => (a.build > b.build ? a : b), { slot: slots - 1, build: -1 }).slot;
  const inTurn = Array.from({ length: slots }, (_, n) => (last + 1 + n) % slots);
  return inTurn.find((slot) => taken.every((it) => it.slot !== slot))!;
}
