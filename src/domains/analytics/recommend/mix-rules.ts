import { mapInTurn } from '../../../platform/give-way.ts';
import { type MethodCode, methodCodes, type Recommender, scoresBy } from './methods.ts';
import type { Past } from './past-rules.ts';
import { meanOf, ndcgOf, topOf } from './rank-rules.ts';

/** What a shop's lists are mixed of, chosen by what would have found most. Pure. */

/** Share of each method; they come to 1. */
export type Mix = Readonly<Record<MethodCode, number>>;

export const popularAlone: Mix = { popular: 1, 'sought-now': 0, 'bought-together': 0, personal: 0 };

/** The same as a list, in the order of the methods. */
export const sharesOf = (mix: Mix): { method: MethodCode; share: number }[] =>
  methodCodes.map((method) => ({ method, share: mix[method] }));

/** Places of a list that count. */
export const PLACES = 10;

/** A customer whom the days behind the calibration are asked of. */
export interface Tested {
  readonly past: Past;
  readonly had: ReadonlySet<number>;
  /** What they bought later and never before. */
  readonly later: ReadonlySet<number>;
}

/** Each method's scores, the greatest of what may be shown being 1, so that they can be added. */
export function partsFor(
  recommender: Recommender,
  past: Past,
  isOut: (place: number) => boolean,
): Readonly<Record<MethodCode, Float64Array>> {
  return Object.fromEntries(
    methodCodes.map((method) => [method, scaled(scoresBy(method, recommender, past), isOut)]),
  ) as Record<MethodCode, Float64Array>;
}

function scaled(scores: Float64Array, isOut: (place: number) => boolean): Float64Array {
  let most = 0;
  for (let place = 0; place < scores.length; place++)
    if (scores[place]! > most && !isOut(place)) most = scores[place]!;
  return most === 0 ? new Float64Array(scores.length) : scores.map((score) => Math.max(0, score) / most);
}

export function mixed(
  parts: Readonly<Record<MethodCode, Float64Array | Float32Array>>,
  mix: Mix,
): Float64Array {
  const scores = new Float64Array(parts.popular.length);
  for (const method of methodCodes) {
    const [share, part] = [mix[method], parts[method]];
    if (share > 0) for (let place = 0; place < scores.length; place++) scores[place]! += share * part[place]!;
  }
  return scores;
}

/** Methods put into the bag, one by one. */
const DRAWS = 10;

/**
 * Of all bags of ten methods, with repetition, the one that grows best: each time the method is put in that finds most, soonest (Caruana et al.
 * 2004, Ensemble Selection from Libraries of Models). Popularity alone, unless the best bag beats it by more than the standard error
 * of the difference: of few customers the best of many bags is luck.
 * Of so many customers the scores of four methods are kept while it draws: 64 MB with 2,000 products.
 */
export async function chooseMix(recommender: Recommender, tested: readonly Tested[]): Promise<Mix> {
  if (tested.length < 2) return popularAlone;
  const asked = await mapInTurn(tested.slice(0, MOST_CHOOSING), (it) => ({
    ...it,
    parts: singles(partsFor(recommender, it.past, (place) => it.had.has(place))),
  }));
  const gainsOf = (mix: Mix) => mapInTurn(asked, (it) => gainOf(it, mixed(it.parts, mix)));
  const plain = { gains: await gainsOf(popularAlone), mix: popularAlone };
  let [bag, best] = [[] as MethodCode[], plain as Omit<Grown, 'method'>];
  for (let draw = 0; draw < DRAWS; draw++) {
    const grown: Grown[] = [];
    for (const method of methodCodes) {
      const mix = shareOf([...bag, method]);
      grown.push({ method, mix, gains: await gainsOf(mix) });
    }
    const [first] = grown.toSorted((a, b) => sum(b.gains) - sum(a.gains));
    bag = [...bag, first!.method];
    if (sum(first!.gains) > sum(best.gains)) best = first!;
  }
  return isSurelyBetter(best.gains, plain.gains) ? best.mix : popularAlone;
}

interface Grown {
  readonly method: MethodCode;
  readonly mix: Mix;
  readonly gains: readonly number[];
}

/** Customers who choose a mix, at most. */
const MOST_CHOOSING = 2_000;

const singles = (parts: Readonly<Record<MethodCode, Float64Array>>): Record<MethodCode, Float32Array> =>
  Object.fromEntries(methodCodes.map((method) => [method, Float32Array.from(parts[method])])) as Record<
    MethodCode,
    Float32Array
  >;

const sum = (all: readonly number[]): number => all.reduce((total, it) => total + it, 0);

const shareOf = (bag: readonly MethodCode[]): Mix =>
  Object.fromEntries(
    methodCodes.map((method) => [method, bag.filter((it) => it === method).length / bag.length]),
  ) as Mix;

const gainOf = ({ had, later }: Tested, scores: Float64Array): number =>
  ndcgOf(
    topOf(scores, PLACES, (place) => had.has(place)),
    later,
    PLACES,
  );

function isSurelyBetter(gains: readonly number[], plain: readonly number[]): boolean {
  const { mean, error } = meanOf(gains.map((it, n) => it - plain[n]!));
  return mean > error;
}
