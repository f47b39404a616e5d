/** A value that others may watch: the smallest thing React's useSyncExternalStore asks for. */
export interface Watched<T> {
  get(): T;
  set(value: T): void;
  watch(listener: () => void): () => void;
}

export function watched<T>(first: T): Watched<T> {
  let now = first;
  const listeners = new Set<() => void>();
  return {
    get: () => now,
    set(value) {
      if (Object.is(value, now)) return;
      now = value;
      for (const listener of listeners) listener();
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
