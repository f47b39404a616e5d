import { factorise, type ProductFactors, tasteOf, tasteScores } from './factorise.ts';
import type { Interactions } from './interactions.ts';
import { alikeScores, type Neighbours, neighboursOf, similarityOf } from './item-similarity.ts';
import type { Past } from './past-rules.ts';

/** Ways to find what to show; the plainer first. */
export const methodCodes = ['popular', 'sought-now', 'bought-together', 'personal'] as const;
export type MethodCode = (typeof methodCodes)[number];

/** Everything learnt from interactions that a list is made of: names nobody, and is the same size however many customers there are. */
export interface Recommender {
  /** Number of each product, by place. */
  readonly products: Uint32Array;
  /** Customers who bought it, and who did within the last 30 days. */
  readonly customers: Float64Array;
  readonly recent: Float64Array;
  readonly neighbours: Neighbours;
  readonly factors: ProductFactors;
}

/** Gives way: of 200,000 customers it is seconds. */
export async function learn(told: Interactions): Promise<Recommender> {
  const { rank, alpha, products, gram } = await factorise(told);
  return {
    products: Uint32Array.from(told.products, (it) => it.product),
    customers: Float64Array.from(told.products, (it) => it.customers),
    recent: Float64Array.from(told.products, (it) => it.recent),
    neighbours: await neighboursOf(await similarityOf(told)),
    factors: { rank, alpha, products, gram },
  };
}

/** Scores of every product for somebody with this past. */
export function scoresBy(method: MethodCode, it: Recommender, past: Past): Float64Array {
  if (method === 'popular') return it.customers;
  if (method === 'sought-now') return it.recent;
  if (method === 'bought-together') return alikeScores(it.neighbours, past, it.products.length);
  const taste = tasteOf(it.factors, past);
  return taste === null ? new Float64Array(it.products.length) : tasteScores(it.factors, taste);
}
