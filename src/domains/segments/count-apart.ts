import { faultOf } from '../../platform/faults/fault.ts';
import type { Platform } from '../../platform/platform.ts';
import { inShop } from '../analytics/index.ts';
import type { Segment } from './segment-store.ts';

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
 * Segments are counted together; where that fails they are halved, the first half to its end before the second, until
 * whoever is to blame stands alone and the others are answered. Before one is blamed, `control` is asked, a question that
 * has nothing to do with segments: what it throws is nobody's fault, and is thrown, after some ten statements and not
 * after two a segment. Throws also where a store says that it is away.
 */
export async function countApart<S extends Segment, T>(
  segments: readonly S[],
  work: (part: readonly S[]) => Promise<T>,
  control: () => Promise<unknown>,
): Promise<CountedApart<T>> {
  const [answers, failed]: [T[], Failed[]] = [[], []];
  const open = segments.length === 0 ? [] : [segments];
  for (let part = open.shift(); part !== undefined; part = open.shift()) {
    try {
      answers.push(await work(part));
    } catch (err) {
      if (isNobodys(err)) throw err;
      if (part.length > 1) open.unshift(...halves(part));
      else {
        await control();
        failed.push({ segmentId: part[0]!.segmentId, err });
      }
    }
  }
  return { answers, failed };
}

/** Asks what every count of segments asks, and no more: how many persons the shop has. */
export async function countPersons(
  { clickhouse }: Pick<Platform, 'clickhouse'>,
  shopId: number,
): Promise<number> {
  const sql = `SELECT count() AS n FROM persons WHERE ${inShop}`;
  const [row] = await clickhouse.query<{ n: string }>({ sql, shopId });
  return Number(row!.n);
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
