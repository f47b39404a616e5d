import { givingWay } from '../../../platform/give-way.ts';
import { entriesOf, type Interactions } from './interactions.ts';
import type { Past } from './past-rules.ts';
import { solveInPlace } from './solve-in-place.ts';

/** Tastes: vectors of customers and products whose product is the interest (Hu, Koren, Volinsky 2008). */
export interface Factors extends ProductFactors {
  readonly customers: Float32Array;
}

/** What a taste is worked out from: the vectors of the products, and `gram`, the lower half of their Y'Y + lambda. */
export interface ProductFactors {
  readonly rank: number;
  readonly alpha: number;
  readonly products: Float32Array;
  readonly gram: Float64Array;
}

export interface FactorPlan {
  readonly rank: number;
  readonly rounds: number;
  /** Confidence in an entry: 1 + alpha x weight. */
  readonly alpha: number;
  readonly lambda: number;
}

const usualPlan: FactorPlan = { rank: 16, rounds: 10, alpha: 10, lambda: 5 };

/** Who is whose, as either side sees it. */
interface Side {
  readonly starts: Uint32Array;
  readonly others: Uint32Array;
  readonly weights: Float32Array;
}

/**
 * Alternating least squares for implicit feedback: each side in turn has an exact answer, a system of `rank` equations a
 * row. The first vectors come from a fixed seed, so that the same data give the same factors.
 */
export async function factorise(told: Interactions, plan: FactorPlan = usualPlan): Promise<Factors> {
  const { rank } = plan;
  const customers = new Float32Array(told.customers.length * rank);
  const products = seeded(told.products.length * rank);
  const [mine, theirs] = [sideOf(told), turned(told)];
  for (let round = 0; round < plan.rounds; round++) {
    await solveSide(mine, { rows: customers, fixed: products, plan });
    await solveSide(theirs, { rows: products, fixed: customers, plan });
  }
  await solveSide(mine, { rows: customers, fixed: products, plan });
  return { rank, alpha: plan.alpha, customers, products, gram: await gramOf(products, plan) };
}

function seeded(length: number): Float32Array {
  let state = 20_080_715;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 32 - 0.5) * 0.2;
  });
}

const sideOf = ({ starts, items, weights }: Interactions): Side => ({
  ...{ starts, weights, others: Uint32Array.from(items) },
});

/** The same entries by product. */
function turned(told: Interactions): Side {
  const starts = new Uint32Array(told.products.length + 1);
  for (const item of told.items) starts[item + 1]! += 1;
  for (let n = 0; n < told.products.length; n++) starts[n + 1]! += starts[n]!;
  const next = starts.slice();
  const side = {
    starts,
    others: new Uint32Array(told.items.length),
    weights: new Float32Array(told.items.length),
  };
  for (let customer = 0; customer < told.customers.length; customer++) {
    const [from, to] = entriesOf(told, customer);
    for (let n = from; n < to; n++) {
      const at = next[told.items[n]!]!++;
      side.others[at] = customer;
      side.weights[at] = told.weights[n]!;
    }
  }
  return side;
}

interface Solving {
  readonly rows: Float32Array;
  readonly fixed: Float32Array;
  readonly plan: FactorPlan;
}

/** Every row of one side, the other being fixed: (Y'Y + Y'(C - 1)Y + lambda) x = Y'Cp. */
async function solveSide({ starts, others, weights }: Side, { rows, fixed, plan }: Solving): Promise<void> {
  const { rank, alpha } = plan;
  const gram = await gramOf(fixed, plan);
  const giveWay = givingWay();
  const matrix = new Float64Array(rank * rank);
  const right = new Float64Array(rank);
  for (let row = 0; row + 1 < starts.length; row++) {
    matrix.set(gram);
    right.fill(0);
    for (let n = starts[row]!; n < starts[row + 1]!; n++)
      if (weights[n]! > 0)
        addEntry({ matrix, right, rank }, fixed, { at: others[n]! * rank, trust: alpha * weights[n]! });
    solveInPlace(matrix, right, rank);
    rows.set(right, row * rank);
    const pause = giveWay();
    if (pause) await pause;
  }
}

interface System {
  readonly matrix: Float64Array;
  readonly right: Float64Array;
  readonly rank: number;
}

function addEntry(
  { matrix, right, rank }: System,
  fixed: Float32Array,
  { at, trust }: { readonly at: number; readonly trust: number },
): void {
  for (let a = 0; a < rank; a++) {
    const value = fixed[at + a]!;
    right[a]! += (1 + trust) * value;
    // A factorisation spends its time in this line: what does not change in it is worked out before it.
    const [trusted, row] = [trust * value, a * rank];
    for (let b = 0; b <= a; b++) matrix[row + b]! += trusted * fixed[at + b]!;
  }
}

/** Y'Y + lambda, its lower half. */
async function gramOf(fixed: Float32Array, { rank, lambda }: FactorPlan): Promise<Float64Array> {
  const gram = new Float64Array(rank * rank);
  const giveWay = givingWay();
  for (let at = 0; at < fixed.length; at += rank) {
    for (let a = 0; a < rank; a++)
      for (let b = 0; b <= a; b++) gram[a * rank + b]! += fixed[at + a]! * fixed[at + b]!;
    const pause = giveWay();
    if (pause) await pause;
  }
  for (let a = 0; a < rank; a++) gram[a * rank + a]! += lambda;
  return gram;
}

/** The taste of somebody with this past: the last step of the factorisation, for one customer. Null: nothing is known of them. */
export function tasteOf({ rank, alpha, products, gram }: ProductFactors, past: Past): Float64Array | null {
  if (past.length === 0) return null;
  const [matrix, right] = [Float64Array.from(gram), new Float64Array(rank)];
  for (const { place, weight } of past)
    addEntry({ matrix, right, rank }, products, { at: place * rank, trust: alpha * weight });
  solveInPlace(matrix, right, rank);
  return right;
}

/** Interest of a taste in every product. */
export function tasteScores({ rank, products }: ProductFactors, taste: ArrayLike<number>): Float64Array {
  const scores = new Float64Array(products.length / rank);
  for (let item = 0; item < scores.length; item++)
    for (let a = 0; a < rank; a++) scores[item]! += taste[a]! * products[item * rank + a]!;
  return scores;
}
