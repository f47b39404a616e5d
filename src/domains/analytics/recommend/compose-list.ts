import type { ListMethod } from '../../../contract/recommendations.ts';
import { alikeScores } from './item-similarity.ts';
import { type MethodCode, methodCodes, type Recommender } from './methods.ts';
import { type Mix, mixed, partsFor } from './mix-rules.ts';
import type { Past } from './past-rules.ts';
import { topOf } from './rank-rules.ts';

/** One line of a list: a place in the products, and how it came there. */
export interface Line {
  readonly place: number;
  readonly method: ListMethod;
}

export interface ListPlan {
  /** What they bought; none: nothing of them may be, or is, known. */
  readonly past: Past;
  /** What they look at, or have in the cart: what goes with it comes first. */
  readonly beside: Past;
  readonly mix: Mix;
  /** Products that may not stand in the list: bought already, out of stock, of another price. */
  readonly isOut: (place: number) => boolean;
  readonly most: number;
}

/** First what goes with what they look at, then what is theirs by the mix, then what most buy; each product once. */
export function composeList(recommender: Recommender, plan: ListPlan): Line[] {
  const { past, beside, mix, most, isOut } = plan;
  const size = recommender.products.length;
  const lines: Line[] = [];
  const taken = new Set(beside.map(({ place }) => place));
  const add = (scores: Float64Array, methodOf: (place: number) => ListMethod) => {
    for (const place of topOf(scores, most - lines.length, (it) => taken.has(it) || isOut(it))) {
      taken.add(place);
      lines.push({ place, method: methodOf(place) });
    }
  };
  if (beside.length > 0) add(alikeScores(recommender.neighbours, beside, size), () => 'beside');
  if (past.length > 0) {
    const parts = partsFor(recommender, past, isOut);
    add(mixed(parts, mix), (place) => leadingOf(parts, mix, place));
  }
  add(recommender.customers, () => 'popular');
  return lines;
}

/** The method that gave the most of its score. */
const leadingOf = (parts: Readonly<Record<MethodCode, Float64Array>>, mix: Mix, place: number): MethodCode =>
  [...methodCodes].sort((a, b) => mix[b] * parts[b][place]! - mix[a] * parts[a][place]!)[0]!;

/**
 * The product of the plan that speaks most for a line, where it is one of their own; ask for the lines that are shown only, it walks the
 * whole past.
 */
export function reasonOf(
  recommender: Recommender,
  { past, beside }: Pick<ListPlan, 'past' | 'beside'>,
  { place, method }: Line,
): number | null {
  if (method === 'popular' || method === 'sought-now') return null;
  return mostAlike(recommender, method === 'beside' ? beside : past, place);
}

function mostAlike({ neighbours }: Recommender, past: Past, place: number): number | null {
  const { width, places, values } = neighbours;
  let [best, most] = [null as number | null, 0];
  for (const it of past)
    for (let n = it.place * width; n < (it.place + 1) * width; n++) {
      const speaks = places[n] === place ? it.weight * values[n]! : 0;
      if (speaks > most) [best, most] = [it.place, speaks];
    }
  return best;
}
