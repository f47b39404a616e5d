import type { PeopleOverview } from '../../../contract/people-overview.ts';
import type { Build } from './build-store.ts';

/** What was shown of builds: a build never changes, and its number is nobody else's, so its picture is drawn once. */
export interface ShownBuilds {
  /** The picture of a build; drawn by `draw` unless it was before. Callers at once share one drawing. */
  of(build: Build, draw: () => Promise<PeopleOverview>): Promise<PeopleOverview>;
}

/** Pictures kept, of all shops: some 10 KB each. */
const MOST = 200;

export function keepShown(): ShownBuilds {
  const kept = new Map<number, Promise<PeopleOverview>>();
  return {
    of({ build }, draw) {
      const known = kept.get(build);
      if (known !== undefined) return known;
      const drawn = draw();
      kept.set(build, drawn);
      // What the engine refused is nobody's picture.
      drawn.catch(() => kept.delete(build));
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST) break;
        kept.delete(oldest);
      }
      return drawn;
    },
  };
}
