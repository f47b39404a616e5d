import { eachInTurn, mapInTurn } from '../../../platform/give-way.ts';
/** A graph of ties in typed arrays: a million customers are some tens of megabytes. */

/** Each two customers with a tie once, and how many ties they have. */
export interface Pairs {
  readonly ones: readonly number[];
  readonly others: readonly number[];
  readonly ties: readonly number[];
}

/** Nodes by number; the links of node n lie from starts[n] to starts[n + 1], each in both directions. */
export interface Links {
  readonly size: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly weights: Float64Array;
  /** Of all links of a node, those within it twice. */
  readonly degree: Float64Array;
  /** Twice the weight of the links within a node: of customers none, of communities theirs. */
  readonly within: Float64Array;
  /** Sum of the degrees. */
  readonly all: number;
}

/** Customers of pairs, ascending, and their links. */
export async function linksOf({
  ones,
  others,
  ties,
}: Pairs): Promise<{ customers: Float64Array; links: Links }> {
  const customers = Float64Array.from(new Set([...ones, ...others])).sort();
  const placeOf = new Map(Array.from(customers, (it, n) => [it, n]));
  const triples = await mapInTurn(
    ones,
    (one, n): Triple => [placeOf.get(one)!, placeOf.get(others[n]!)!, ties[n]!],
  );
  return { customers, links: await linked(customers.length, triples, new Float64Array(customers.length)) };
}

type Triple = readonly [one: number, other: number, weight: number];

async function linked(size: number, triples: readonly Triple[], within: Float64Array): Promise<Links> {
  const starts = new Int32Array(size + 1);
  for (const [a, b] of triples) {
    starts[a + 1]! += 1;
    starts[b + 1]! += 1;
  }
  for (let n = 0; n < size; n += 1) starts[n + 1]! += starts[n]!;
  const next = starts.slice();
  const [ends, weights] = [new Int32Array(triples.length * 2), new Float64Array(triples.length * 2)];
  const degree = within.slice();
  const put = (from: number, to: number, weight: number) => {
    const place = next[from]!++;
    ends[place] = to;
    weights[place] = weight;
    degree[from]! += weight;
  };
  await eachInTurn(triples, ([a, b, weight]) => {
    put(a, b, weight);
    put(b, a, weight);
  });
  return { size, starts, ends, weights, degree, within, all: degree.reduce((sum, it) => sum + it, 0) };
}

/** The same graph with each community as one node, numbered by its first member; `groupOf` a node of before. */
export async function together(
  links: Links,
  community: Int32Array,
): Promise<{ links: Links; groupOf: Int32Array }> {
  const numbers = new Map<number, number>();
  const groupOf = community.map((it) => {
    if (!numbers.has(it)) numbers.set(it, numbers.size);
    return numbers.get(it)!;
  });
  const within = new Float64Array(numbers.size);
  links.within.forEach((weight, n) => {
    within[groupOf[n]!]! += weight;
  });
  const between = new Map<number, number>();
  await eachInTurn(groupOf, (a, node) => {
    for (let n = links.starts[node]!; n < links.starts[node + 1]!; n += 1) {
      const b = groupOf[links.ends[n]!]!;
      if (a === b) within[a]! += links.weights[n]!;
      else if (a < b)
        between.set(a * numbers.size + b, (between.get(a * numbers.size + b) ?? 0) + links.weights[n]!);
    }
  });
  const triples = [...between].map(
    ([key, weight]): Triple => [Math.floor(key / numbers.size), key % numbers.size, weight],
  );
  return { links: await linked(numbers.size, triples, within), groupOf };
}
