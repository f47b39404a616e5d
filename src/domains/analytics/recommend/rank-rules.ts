/** Lists from scores, and how good a list is. Pure. */

/** Places of the greatest scores above zero, greatest first; of equal ones the product bought by more (the earlier place). */
export const topOf = (
  scores: Float64Array | Float32Array,
  most: number,
  isOut: (place: number) => boolean,
): number[] => (most > FEW ? topSorted : topInserted)(scores, most, isOut);

/** Up to here putting each in its place costs less than sorting all: that grows with the square. */
const FEW = 64;

function topSorted(
  scores: Float64Array | Float32Array,
  most: number,
  isOut: (place: number) => boolean,
): number[] {
  const places: number[] = [];
  for (let place = 0; place < scores.length; place++)
    if (scores[place]! > 0 && !isOut(place)) places.push(place);
  return places.sort((a, b) => scores[b]! - scores[a]! || a - b).slice(0, most);
}

function topInserted(
  scores: Float64Array | Float32Array,
  most: number,
  isOut: (place: number) => boolean,
): number[] {
  const best: number[] = [];
  for (let place = 0; place < scores.length; place++) {
    const score = scores[place]!;
    if (!(score > 0) || isOut(place)) continue;
    if (best.length === most && scores[best.at(-1)!]! >= score) continue;
    const at = best.findIndex((other) => scores[other]! < score);
    best.splice(at < 0 ? best.length : at, 0, place);
    if (best.length > most) best.pop();
  }
  return best;
}

/** Of what was bought later, the share that the list has; of more than the list can hold, as a share of that. */
export const recallOf = (list: readonly number[], later: ReadonlySet<number>, most: number): number =>
  list.filter((it) => later.has(it)).length / Math.min(later.size, most);

const discount = (place: number): number => 1 / Math.log2(place + 2);

/** Normalised discounted cumulative gain, every later purchase of the same worth: a hit counts more the higher it stands. */
export function ndcgOf(list: readonly number[], later: ReadonlySet<number>, most: number): number {
  const gain = list.reduce((sum, it, place) => sum + (later.has(it) ? discount(place) : 0), 0);
  let ideal = 0;
  for (let place = 0; place < Math.min(later.size, most); place++) ideal += discount(place);
  return gain / ideal;
}

/** Mean with its standard error and 95 % interval (normal approximation over customers). */
export function meanOf(values: readonly number[]): {
  mean: number;
  error: number;
  low: number;
  high: number;
} {
  const mean = values.reduce((sum, it) => sum + it, 0) / values.length;
  const squares = values.reduce((sum, it) => sum + (it - mean) ** 2, 0);
  const error = values.length < 2 ? mean : Math.sqrt(squares / (values.length - 1) / values.length);
  return {
    ...{ mean, error },
    low: Math.max(0, mean - 1.959964 * error),
    high: Math.min(1, mean + 1.959964 * error),
  };
}
