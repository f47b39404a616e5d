/** What the clients of a test put on the wire, and what came of it. */
export interface Traffic {
  /** Message ids by the number of the event, of every request that was tried. */
  readonly ids: ReadonlyMap<number, ReadonlySet<string>>;
  /** Numbers of the events that were acknowledged. */
  readonly stored: ReadonlySet<number>;
  /** Requests so far: tried, answered well, answered badly or not at all. */
  readonly asked: () => number;
  readonly answered: () => number;
  readonly failed: () => number;
  /** Resolves as soon as it holds, looking whenever something happens on the wire. */
  until(holds: () => boolean): Promise<void>;
  ask(events: readonly SentEvent[]): void;
  answer(events: readonly SentEvent[], ok: boolean): void;
}

/** A call as it stands in a request: its number is the test's, its id the client's. */
export interface SentEvent {
  readonly messageId: string;
  readonly properties: { readonly n: number };
}

export function watchTraffic(): Traffic {
  const ids = new Map<number, Set<string>>();
  const stored = new Set<number>();
  const waiting = new Set<() => void>();
  const count = { asked: 0, answered: 0, failed: 0 };
  const happened = () => {
    for (const look of waiting) look();
  };
  return {
    ...{ ids, stored, asked: () => count.asked, answered: () => count.answered, failed: () => count.failed },
    until: (holds) =>
      new Promise((resolve) => {
        const look = () => {
          if (!holds()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    ask(events) {
      count.asked += 1;
      for (const { messageId, properties } of events)
        ids.set(properties.n, (ids.get(properties.n) ?? new Set()).add(messageId));
      happened();
    },
    answer(events, ok) {
      if (ok) count.answered += 1;
      else count.failed += 1;
      if (ok) for (const { properties } of events) stored.add(properties.n);
      happened();
    },
  };
}
