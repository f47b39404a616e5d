import type { ValueView } from '../../../contract/value.ts';
import type { LearnedValue } from './learned-value.ts';
import { findCountModel } from './models/models.ts';

const REPEATS = [0, 1, 2, 3, 4, 5, 7, 10, 15, 20];
const WEEKS_AGO = [0, 1, 2, 4, 6, 8, 12, 16, 20, 26, 39, 52, 78, 104];
const MOST_KNOWN = 104;

/**
 * What drives the value: of somebody known for as long as the shop's first customers (two years at most), by how often they
 * came back and how long ago they last bought, whether they are there still and how often they will buy.
 */
export function gridOf({ counts, settings }: LearnedValue, spanDays: number): ValueView['grid'] {
  const known = Math.max(1, Math.min(MOST_KNOWN, Math.floor(spanDays / 7)));
  const model = findCountModel(counts.model)!;
  const cells = WEEKS_AGO.filter((it) => it <= known).flatMap((ago) =>
    REPEATS.filter((x) => x === 0 || ago < known).map((x) => {
      // Who never came back has bought once, when they were first seen.
      const seen = x === 0 ? { x, tx: 0, t: ago } : { x, tx: known - ago, t: known };
      return {
        ...{ repeats: x, weeks_ago: ago, alive: model.alive(counts.parameters, seen) },
        purchases: model.expected(counts.parameters, seen, settings.horizon_weeks),
      };
    }),
  );
  return { known_weeks: known, cells };
}
