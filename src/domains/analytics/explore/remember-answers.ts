import type { PivotAnswer } from '../../../contract/explore.ts';
import type { Clock } from '../../../platform/clock.ts';

/** Answers of the last moments, by shop and question: going back a step, or opening a dashboard twice, asks nothing. */
export interface Remembered {
  find(key: string): PivotAnswer | undefined;
  keep(key: string, answer: PivotAnswer): void;
}

/** Milliseconds an answer may be old: an order paid just now is there within half a minute. */
const FRESH_MS = 30_000;

/** Cells kept in all: some 20 MB. The oldest answers give way. */
const MOST_CELLS = 100_000;

export function rememberAnswers(clock: Clock): Remembered {
  const kept = new Map<string, { answer: PivotAnswer; at: number }>();
  let cells = 0;
  const drop = (key: string) => {
    cells -= kept.get(key)?.answer.cells.length ?? 0;
    kept.delete(key);
  };
  return {
    find(key) {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      if (clock.now().getTime() - found.at < FRESH_MS) return found.answer;
      drop(key);
      return undefined;
    },
    keep(key, answer) {
      drop(key);
      kept.set(key, { answer, at: clock.now().getTime() });
      cells += answer.cells.length;
      for (const oldest of kept.keys()) {
        if (cells <= MOST_CELLS && kept.size <= 500) return;
        drop(oldest);
      }
    },
  };
}
