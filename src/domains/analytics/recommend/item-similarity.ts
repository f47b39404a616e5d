import { eachInTurn } from '../../../platform/give-way.ts';
import { entriesOf, type Interactions } from './interactions.ts';
import type { Past } from './past-rules.ts';
import { topOf } from './rank-rules.ts';

/** Products alike by who bought or looked at them. Symmetric; n x n, by place in the list of products. */
export interface Similarity {
  readonly size: number;
  readonly values: Float32Array;
}

/** Customers in common that speak for "not alike" before any is counted. */
const SHRINKAGE = 10;

/** A shelf-buyer's pairs would drown all others: of more items the first 200 (of the most bought products) count. */
const MOST_OF_ONE = 200;

/** Cosine of weights, times n / (n + 10) for n customers in common: two products one customer took are not the same thing. */
export async function similarityOf(told: Interactions): Promise<Similarity> {
  const size = told.products.length;
  const values = new Float32Array(size * size);
  const common = new Uint32Array(size * size);
  const lengths = new Float64Array(size);
  const sums = { size, values, common, lengths };
  await eachInTurn(told.customers.keys(), (n) => addCustomer(told, n, sums));
  await eachInTurn(lengths.keys(), (row) => shrinkRow(sums, row));
  return { size, values };
}

function shrinkRow({ size, values, common, lengths }: Sums, row: number): void {
  for (let other = 0; other < size; other++) {
    const at = row * size + other;
    const shared = common[at]!;
    if (shared === 0) continue;
    values[at] = (values[at]! / Math.sqrt(lengths[row]! * lengths[other]!)) * (shared / (shared + SHRINKAGE));
  }
}

interface Sums extends Similarity {
  readonly common: Uint32Array;
  readonly lengths: Float64Array;
}

function addCustomer(told: Interactions, customer: number, sums: Sums): void {
  const [from, end] = entriesOf(told, customer);
  const to = Math.min(end, from + MOST_OF_ONE);
  for (let n = from; n < to; n++) {
    const weight = told.weights[n]!;
    if (weight === 0) continue;
    sums.lengths[told.items[n]!]! += weight * weight;
    for (let m = from; m < to; m++) {
      if (m === n || told.weights[m] === 0) continue;
      const at = told.items[n]! * sums.size + told.items[m]!;
      sums.values[at]! += weight * told.weights[m]!;
      sums.common[at]! += 1;
    }
  }
}

/** The products most like each: of product n those from n x width on, most like first; a value of 0: there is none. */
export interface Neighbours {
  readonly width: number;
  readonly places: Uint16Array;
  readonly values: Float32Array;
}

/** Beyond, products are hardly alike; all pairs of 2,000 products would be 16 MB a shop. */
const WIDTH = 100;

export async function neighboursOf({ size, values }: Similarity): Promise<Neighbours> {
  const width = Math.min(WIDTH, size);
  const found = { width, places: new Uint16Array(size * width), values: new Float32Array(size * width) };
  const { places } = found;
  await eachInTurn(Array(size).keys(), (place) => {
    const row = values.subarray(place * size, (place + 1) * size);
    topOf(row, width, () => false).forEach((other, n) => {
      places[place * width + n] = other;
      found.values[place * width + n] = row[other]!;
    });
  });
  return found;
}

/** How much each of `size` products is like what somebody took. */
export function alikeScores({ width, places, values }: Neighbours, past: Past, size: number): Float64Array {
  const scores = new Float64Array(size);
  for (const { place, weight } of past)
    for (let n = place * width; n < (place + 1) * width; n++) scores[places[n]!]! += weight * values[n]!;
  return scores;
}
