/** An item, and `ahead`: from that call on the next is being made. Calling it again is nothing. */
export interface Taken<T> {
  readonly item: T;
  ahead(): void;
}

/**
 * Reads one item ahead: the next is being made while the taker works on the one before, from the moment it chooses.
 * What it chooses matters where both need this thread: rows read while PostgreSQL writes cost no time, rows read while it
 * waits for its next statement cost their own (46 s of an import of 542,000 rows became 40).
 */
export async function* oneAhead<T>(items: AsyncGenerator<T>): AsyncGenerator<Taken<T>> {
  let next: Promise<IteratorResult<T>> | undefined;
  const ahead = () => {
    next ??= afterNow(() => items.next());
  };
  try {
    for (;;) {
      ahead();
      const item = await next!;
      if (item.done) return;
      next = undefined;
      yield { item: item.value, ahead };
    }
  } finally {
    await next?.catch(() => {});
    await items.return(undefined);
  }
}

/** What was begun before this call (a statement on its way out) is sent first. */
function afterNow<T>(work: () => Promise<T>): Promise<T> {
  const done = new Promise<void>((resolve) => setImmediate(resolve)).then(work);
  // Whoever stops taking never awaits this one: its failure must not end the process.
  done.catch(() => {});
  return done;
}
