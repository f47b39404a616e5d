/** Requests of one key in a minute: a hundred times the console's, and below what would only fill the queue. */
export const MOST_REQUESTS = 120_000;

/** Requests of one address in a minute that bring no good key. */
export const MOST_REFUSALS = 1_200;

const WINDOW_MS = 60_000;

/** Windows kept; beyond it the oldest begin anew. */
const MOST_KEPT = 10_000;

/** Counts by name in windows of a minute. `take` answers 0, or the seconds to wait when the window is full. */
export function openRateWindow(most: number, now: () => number = () => performance.now()) {
  const windows = new Map<string, { from: number; count: number }>();
  return (name: string): number => {
    const at = now();
    let window = windows.get(name);
    if (window === undefined || at - window.from >= WINDOW_MS) {
      if (windows.size >= MOST_KEPT) windows.clear();
      window = { from: at, count: 0 };
      windows.set(name, window);
    }
    window.count += 1;
    return window.count > most ? Math.max(1, Math.ceil((window.from + WINDOW_MS - at) / 1000)) : 0;
  };
}
