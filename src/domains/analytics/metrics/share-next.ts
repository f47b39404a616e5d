import { setImmediate as soon } from 'node:timers/promises';

interface Turns<T> {
  running: Promise<unknown>;
  next?: Promise<T> | undefined;
}

/**
 * Asks the same thing once for many callers: those who come before it is begun share it, and whoever comes while it is
 * being asked shares the next asking, which sees everything that was there when they came.
 */
export function shareNext<T>(): (key: string, ask: () => Promise<T>) => Promise<T> {
  const asked = new Map<string, Turns<T>>();
  return (key, ask) => {
    // The requests of one screen come one after another: the first waits for those that are here already.
    const turns = asked.get(key) ?? { running: soon() };
    asked.set(key, turns);
    const begin = () => {
      const running = ask().finally(() => turns.running === running && !turns.next && asked.delete(key));
      Object.assign(turns, { running, next: undefined });
      return running;
    };
    turns.next ??= turns.running.then(begin, begin);
    return turns.next;
  };
}
