import { setImmediate as turn } from 'node:timers/promises';

/** Longest that a loop holds the process before others get their turn, in ms. */
const HELD_MS = 12;

/** Asked once a row: undefined, or what to wait for before the next. */
export type GiveWay = () => Promise<void> | undefined;

/**
 * For loops over as many rows as a shop has customers: `const pause = giveWay(); if (pause) await pause;` after each. Every 12 ms
 * everything else that waits for this process (requests, live events) is done first.
 */
export function givingWay(): GiveWay {
  let since = performance.now();
  return () => {
    if (performance.now() - since < HELD_MS) return undefined;
    return turn().then(() => {
      since = performance.now();
    });
  };
}

/** The same for each of some: what is long is what is done with one, or how many there are. */
export async function eachInTurn<T>(all: Iterable<T>, work: (it: T, n: number) => void): Promise<void> {
  const giveWay = givingWay();
  let n = 0;
  for (const it of all) {
    work(it, n++);
    const pause = giveWay();
    if (pause) await pause;
  }
}

/** `map` that gives way. */
export async function mapInTurn<T, U>(all: Iterable<T>, of: (it: T, n: number) => U): Promise<U[]> {
  const made: U[] = [];
  await eachInTurn(all, (it, n) => {
    made.push(of(it, n));
  });
  return made;
}
