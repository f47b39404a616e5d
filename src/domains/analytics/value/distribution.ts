/** How many customers lie in each bin of a score: below the first edge, between two, from the last on. */
export interface Distribution {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

const BINS = 10;

/** Edges that cut values into tenths; fewer where many are the same. */
export function binsOf(values: Float64Array): number[] {
  const sorted = values.slice().sort();
  const edges = Array.from(
    { length: BINS - 1 },
    (_, n) => sorted[Math.floor(((n + 1) * sorted.length) / BINS)],
  );
  return [...new Set(edges.filter((it) => it !== undefined))];
}

export function countIn(values: Float64Array, edges: readonly number[]): Distribution {
  const counts = Array.from({ length: edges.length + 1 }, () => 0);
  for (const value of values) counts[edges.findLastIndex((edge) => value >= edge) + 1]! += 1;
  return { edges, counts };
}
