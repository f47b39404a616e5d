/** Customer numbers of one question, inclusive: they are dense, so no answer has more rows. */
export interface Window {
  readonly first: number;
  readonly last: number;
}

const WINDOW = 50_000;

/**
 * What is read of each window of customers up to the number `last`, and `upTo`, how far that is. The engine reads the next while this
 * thread works on the one before: a run takes the longer of the two, not both.
 */
export async function* windowsAhead<T>(
  last: number,
  read: (window: Window) => Promise<T>,
): AsyncGenerator<{ readonly found: T; readonly upTo: number }> {
  const begin = (first: number): Promise<T> | undefined => {
    if (first > last) return undefined;
    const reading = read({ first, last: first + WINDOW - 1 });
    // Whoever stops taking never awaits this one: its failure must not end the process.
    reading.catch(() => {});
    return reading;
  };
  let next = begin(1);
  try {
    for (let first = 1; next !== undefined; first += WINDOW) {
      const found = await next;
      next = begin(first + WINDOW);
      yield { found, upTo: Math.min(first + WINDOW - 1, last) };
    }
  } finally {
    await next?.catch(() => {});
  }
}

/** Of so many customers the scores are made at once: some milliseconds, between which others get their turn. */
const PIECE = 500;

/** Some of many after another, in their order. */
export function* inPieces<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let first = 0; first < all.length; first += PIECE) yield all.slice(first, first + PIECE);
}
