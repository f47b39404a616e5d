/** Customer numbers of one question, inclusive: they are dense, so no answer has more rows. */
export interface Window {
  readonly first: number;
  readonly last: number;
}

const WINDOW = 50_000;

/** All windows up to the number `last`. */
export function* windowsTo(last: number): Generator<Window> {
  for (let first = 1; first <= last; first += WINDOW)
    yield { first, last: Math.min(first + WINDOW - 1, last) };
}

/**
 * What is read of each window up to the number `last`, and `upTo`, how far that is. The engine reads the next while this thread works on
 * the one before: a run takes the longer of the two, not both.
 */
export async function* windowsAhead<T>(
  last: number,
  read: (window: Window) => Promise<T>,
): AsyncGenerator<{ readonly found: T; readonly upTo: number }> {
  const windows = windowsTo(last);
  const begin = () => {
    const { value: window } = windows.next();
    if (!window) return undefined;
    const reading = read(window);
    // Whoever stops taking never awaits this one: its failure must not end the process.
    reading.catch(() => {});
    return { reading, upTo: window.last };
  };
  let next = begin();
  try {
    while (next !== undefined) {
      const { reading, upTo } = next;
      const found = await reading;
      next = begin();
      yield { found, upTo };
    }
  } finally {
    await next?.reading.catch(() => {});
  }
}

/** Of so many customers the scores are made at once: some milliseconds, between which others get their turn. */
const PIECE = 500;

/** Some of many after another, in their order. */
export function* inPieces<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let first = 0; first < all.length; first += PIECE) yield all.slice(first, first + PIECE);
}
