/**
 * What was counted, each as of a mark of the data it was counted from (ask-currencies.ts): it is good exactly as long as
 * the mark is the same, however old it is. Read the mark before counting: a change in between makes the next mark another.
 */
export interface Marked {
  find<T>(key: string, mark: string): T | undefined;
  /** `rows`: how many numbers it holds. */
  keep(key: string, mark: string, it: { readonly value: unknown; readonly rows: number }): void;
}

/** Rows kept in all, some 50 MB; what was not asked for longest gives way. */
const MOST_ROWS = 400_000;

/** Each weighs something, also one that found nothing. */
const LEAST = 20;

export function rememberMarked(most = MOST_ROWS): Marked {
  const kept = new Map<string, { mark: string; value: unknown; weight: number }>();
  let weight = 0;
  const drop = (key: string) => {
    weight -= kept.get(key)?.weight ?? 0;
    kept.delete(key);
  };
  return {
    find<T>(key: string, mark: string) {
      const found = kept.get(key);
      if (found === undefined || found.mark !== mark) return undefined;
      kept.delete(key);
      kept.set(key, found);
      return found.value as T;
    },
    keep(key, mark, { value, rows }) {
      drop(key);
      kept.set(key, { mark, value, weight: rows + LEAST });
      weight += rows + LEAST;
      for (const oldest of kept.keys()) {
        if (weight <= most) return;
        drop(oldest);
      }
    },
  };
}
