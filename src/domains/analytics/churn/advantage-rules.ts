import type { ChurnCheck } from '../../../contract/churn.ts';
import type { Judged } from './judged.ts';

/** By how much the model beats the plain rule, on the very same customers, and how sure that is. Pure. */

type Advantage = NonNullable<ChurnCheck['better_by']>;
type Score = (it: Judged) => number;

/** Of the normal distribution: 95% lie within. */
const Z = 1.959963985;

const byModel: Score = ({ risk }) => risk;
const byRule: Score = ({ recency }) => recency;

/** Null where nobody was lost, or nobody stayed: nothing can be told apart. */
export function advantageOf(all: readonly Judged[], flagged: number): ChurnCheck['better_by'] {
  const lost = all.filter((it) => it.lost).length;
  if (lost === 0 || lost === all.length) return null;
  const tenth = Math.ceil(all.length / 10);
  return {
    auc: areaDifference(all, lost),
    precision: flagged === 0 ? null : foundDifference(all, flagged, 1),
    lift: foundDifference(all, tenth, lost / all.length),
  };
}

const between = (value: number, error: number): Advantage['auc'] => ({
  ...{ value, low: value - Z * error, high: value + Z * error },
});

/** Of two correlated areas (DeLong, DeLong and Clarke-Pearson 1988), by what share of the other side each customer is rightly ordered with. */
function areaDifference(all: readonly Judged[], lost: number): Advantage['auc'] {
  const [model, rule] = [ordered(all, byModel, lost), ordered(all, byRule, lost)];
  const of = (isLost: boolean) => all.flatMap((it, n) => (it.lost === isLost ? [model[n]! - rule[n]!] : []));
  const sides = [of(true), of(false)];
  const value = meanOf(sides[0]!);
  const variance = sides.reduce((sum, side) => sum + varianceOf(side) / side.length, 0);
  return between(value, Math.sqrt(variance));
}

/** For somebody lost the share of those kept who stand below, for somebody kept the share of those lost who stand above; ties half. */
function ordered(all: readonly Judged[], of: Score, lost: number): Float64Array {
  const places = [...all.keys()].sort((a, b) => of(all[a]!) - of(all[b]!));
  const kept = all.length - lost;
  const shares = new Float64Array(all.length);
  let [lostBelow, keptBelow] = [0, 0];
  for (let from = 0, to = 0; from < places.length; from = to) {
    const value = of(all[places[from]!]!);
    while (to < places.length && of(all[places[to]!]!) === value) to += 1;
    const tied = places.slice(from, to);
    const lostTied = tied.filter((n) => all[n]!.lost).length;
    const keptTied = tied.length - lostTied;
    for (const n of tied)
      shares[n] = all[n]!.lost ? (keptBelow + keptTied / 2) / kept : (lost - lostBelow - lostTied / 2) / lost;
    lostBelow += lostTied;
    keptBelow += keptTied;
  }
  return shares;
}

/** Of the first `count` by either, the share that was lost over `base`: only those whom one takes and the other does not differ. */
function foundDifference(all: readonly Judged[], count: number, base: number): Advantage['auc'] {
  const [model, rule] = [taken(all, byModel, count), taken(all, byRule, count)];
  const weights = all.map((_, n) => model[n]! - rule[n]!);
  const size = weights.reduce((sum, it) => sum + Math.abs(it), 0);
  const mean =
    size === 0 ? 0 : weights.reduce((sum, it, n) => sum + Math.abs(it) * Number(all[n]!.lost), 0) / size;
  let [value, squares] = [0, 0];
  weights.forEach((weight, n) => {
    value += weight * (Number(all[n]!.lost) - mean);
    squares += (weight * (Number(all[n]!.lost) - mean)) ** 2;
  });
  return between(value / count / base, Math.sqrt(squares) / count / base);
}

/** How far each is among the first `count`: 1 or 0, and of those tied at the edge the same part each. */
function taken(all: readonly Judged[], of: Score, count: number): Float64Array {
  const sorted = Float64Array.from(all, of).sort().reverse();
  const edge = sorted[count - 1]!;
  const above = sorted.indexOf(edge);
  const tied = sorted.lastIndexOf(edge) - above + 1;
  return Float64Array.from(all, (it) => (of(it) > edge ? 1 : of(it) === edge ? (count - above) / tied : 0));
}

const meanOf = (some: readonly number[]): number => some.reduce((sum, it) => sum + it, 0) / some.length;

function varianceOf(some: readonly number[]): number {
  const mean = meanOf(some);
  return some.reduce((sum, it) => sum + (it - mean) ** 2, 0) / Math.max(1, some.length - 1);
}
