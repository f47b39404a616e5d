import { givingWay } from '../../../platform/give-way.ts';
import { type Links, linksOf, type Pairs, together } from './links.ts';

/** Who belongs together, by the ties between them. */
export interface Communities {
  /** Customer numbers, ascending, and beside each the number of its community: that of its smallest member. */
  readonly customers: Float64Array;
  readonly community: Float64Array;
  /** Share of ties inside communities, less what chance would put there (Newman, Girvan 2004); null without ties. */
  readonly modularity: number | null;
}

/** Rounds over all customers on one level, at most: the last ones move single customers. */
const ROUNDS = 30;

/**
 * Communities by Louvain's method (Blondel and others 2008): every customer joins the community of neighbours that
 * raises modularity most, until none does; then communities are taken for customers, and it begins anew. Always the same:
 * customers go in the order of their numbers, and of equal gains the smaller community is taken.
 */
export async function findCommunities(pairs: Pairs): Promise<Communities> {
  const { customers, links } = await linksOf(pairs);
  let level = links;
  let groupOf = Int32Array.from(customers, (_, n) => n);
  for (;;) {
    const moved = await moveAll(level);
    if (moved === undefined) break;
    const next = await together(level, moved);
    groupOf = groupOf.map((group) => next.groupOf[group]!);
    level = next.links;
  }
  const first = new Map<number, number>();
  // Ascending: the first met of a group is its smallest.
  groupOf.forEach((group, n) => {
    if (!first.has(group)) first.set(group, customers[n]!);
  });
  const community = Float64Array.from(groupOf, (group) => first.get(group)!);
  return { customers, community, modularity: modularityOf(level) };
}

/** The community each ends in, by number of a node; undefined: nobody moved. */
async function moveAll(links: Links): Promise<Int32Array | undefined> {
  const state = stateOf(links);
  const giveWay = givingWay();
  let isMoved = false;
  for (let round = 0, moves = 1; moves > 0 && round < ROUNDS; round += 1) {
    moves = 0;
    for (let node = 0; node < links.size; node += 1) {
      moves += Number(moveOne(links, state, node));
      const pause = giveWay();
      if (pause) await pause;
    }
    isMoved ||= moves > 0;
  }
  return isMoved ? state.of : undefined;
}

interface State {
  readonly of: Int32Array;
  /** Weight of all links of a community. */
  readonly total: Float64Array;
  /** Weight from the node at hand to each community; `met` says which were met. */
  readonly to: Float64Array;
}

const stateOf = ({ size, degree }: Links): State => ({
  of: Int32Array.from({ length: size }, (_, n) => n),
  total: degree.slice(),
  to: new Float64Array(size),
});

/** Gains are compared beyond the digits that sums lose. */
const NEAR = 1e-12;

function moveOne(links: Links, { of, total, to }: State, node: number): boolean {
  const { starts, ends, weights, degree, all } = links;
  const met: number[] = [];
  for (let n = starts[node]!; n < starts[node + 1]!; n += 1) {
    const community = of[ends[n]!]!;
    if (to[community] === 0) met.push(community);
    to[community]! += weights[n]!;
  }
  const [own, weight] = [of[node]!, degree[node]!];
  total[own]! -= weight;
  const gain = (community: number) => to[community]! - (total[community]! * weight) / all;
  let [best, most] = [own, gain(own)];
  for (const it of met) {
    const by = gain(it);
    if (by > most + NEAR || (by > most - NEAR && best !== own && it < best)) [best, most] = [it, by];
  }
  for (const it of met) to[it] = 0;
  total[best]! += weight;
  of[node] = best;
  return best !== own;
}

/** Of nodes each its own community, which is how a level ends. */
function modularityOf({ size, within, degree, all }: Links): number | null {
  if (all === 0) return null;
  let sum = 0;
  for (let n = 0; n < size; n += 1) sum += within[n]! / all - (degree[n]! / all) ** 2;
  return sum;
}
