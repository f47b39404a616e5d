import { faultOf } from '../../platform/faults/fault.ts';
import type { Segment } from './segment-store.ts';

/** More that fail each for itself are no fault of theirs: something is wrong with all. */
const MOST_FAILED = 5;

/** A segment whose own statement fails. */
export interface Failed {
  readonly segmentId: number;
  readonly err: unknown;
}

export interface CountedApart<T> {
  readonly answers: readonly T[];
  readonly failed: readonly Failed[];
}

/**
 * Segments are counted together; where that fails they are halved, until whoever is to blame stands alone and the others
 * are answered. Throws what is nobody's: a store that is away, or more than five that fail.
 */
export async function countApart<S extends Segment, T>(
  segments: readonly S[],
  work: (part: readonly S[]) => Promise<T>,
): Promise<CountedApart<T>> {
  const [answers, failed]: [T[], Failed[]] = [[], []];
  const open = segments.length === 0 ? [] : [segments];
  for (let part = open.shift(); part !== undefined; part = open.shift()) {
    try {
      answers.push(await work(part));
    } catch (err) {
      if (isNobodys(err)) throw err;
      if (part.length > 1) open.push(...halves(part));
      else failed.push({ segmentId: part[0]!.segmentId, err });
      if (failed.length > MOST_FAILED) throw err;
    }
  }
  return { answers, failed };
}

const halves = <S>(part: readonly S[]): (readonly S[])[] => {
  const middle = Math.ceil(part.length / 2);
  return [part.slice(0, middle), part.slice(middle)];
};

/** A store is away. Busy is another matter: a statement that takes too much memory or time may be one segment's. */
function isNobodys(err: unknown): boolean {
  const fault = faultOf(err);
  return fault !== undefined && fault.code !== 'clickhouse-busy';
}
