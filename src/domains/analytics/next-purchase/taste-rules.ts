import type { CategoryCheck } from '../../../contract/next-purchase.ts';
import { eachInTurn } from '../../../platform/give-way.ts';

/** What of somebody buys next: their own past by category, drawn to the shop's. Pure. */

/** One customer's days of purchase by category, counted from a day: 0 and below lie in the past. */
export interface CategoryDays {
  readonly categories: readonly string[];
  readonly days: readonly number[];
}

/** How much one's own past counts: after `halfLife` days half, beside `pull` purchases of the shop's mean. */
export interface TastePlan {
  readonly halfLife: number;
  readonly pull: number;
}

export interface Taste extends TastePlan {
  /** Share of the days of purchase of each category, greatest first. */
  readonly shares: readonly { readonly category: string; readonly share: number }[];
}

export interface Likely {
  readonly category: string;
  readonly share: number;
  /** Days on which they bought of it. */
  readonly own: number;
}

/** Categories from the likeliest; of equals the one the shop sells more of. */
export function likelyOf(it: CategoryDays, { shares, halfLife, pull }: Taste): Likely[] {
  const [weights, counts] = [new Map<string, number>(), new Map<string, number>()];
  let all = 0;
  it.categories.forEach((category, n) => {
    if (it.days[n]! > 0) return;
    const weight = 2 ** (it.days[n]! / halfLife);
    weights.set(category, (weights.get(category) ?? 0) + weight);
    counts.set(category, (counts.get(category) ?? 0) + 1);
    all += weight;
  });
  return shares
    .map(({ category, share }) => ({
      ...{ category, own: counts.get(category) ?? 0 },
      share: ((weights.get(category) ?? 0) + pull * share) / (all + pull),
    }))
    .sort((a, b) => b.share - a.share);
}

/** What is bought up to the day, over all customers. */
export function sharesOf(all: readonly CategoryDays[]): Taste['shares'] {
  const counts = new Map<string, number>();
  let total = 0;
  for (const { categories, days } of all)
    categories.forEach((category, n) => {
      if (days[n]! > 0) return;
      counts.set(category, (counts.get(category) ?? 0) + 1);
      total += 1;
    });
  return [...counts]
    .map(([category, count]) => ({ category, share: count / total }))
    .sort((a, b) => b.share - a.share || (a.category < b.category ? -1 : 1));
}

/** Categories of the first day of purchase in the `window` days behind the day; none: nothing was bought. */
function nextOf({ categories, days }: CategoryDays, window: number): Set<string> {
  const ahead = days.filter((day) => day > 0 && day <= window);
  const next = ahead.length === 0 ? 0 : Math.min(...ahead);
  return new Set(categories.filter((_, n) => next > 0 && days[n] === next));
}

const hasPast = ({ days }: CategoryDays): boolean => days.some((day) => day <= 0);

/** How often the first category named, and one of the first three, was what was bought next, beside what most buy. */
export async function judgeTaste(
  all: readonly CategoryDays[],
  taste: Taste,
  window: number,
): Promise<CategoryCheck | null> {
  const most = taste.shares.slice(0, 3).map(({ category }) => category);
  const sums = { customers: 0, first_hit: 0, three_hit: 0, first_hit_of_rule: 0, three_hit_of_rule: 0 };
  await eachInTurn(all, (it) => {
    const next = nextOf(it, window);
    if (next.size === 0 || !hasPast(it)) return;
    const named = likelyOf(it, taste)
      .slice(0, 3)
      .map(({ category }) => category);
    const hits = (some: readonly string[]) => Number(some.some((category) => next.has(category)));
    sums.customers += 1;
    sums.first_hit += hits(named.slice(0, 1));
    sums.three_hit += hits(named);
    sums.first_hit_of_rule += hits(most.slice(0, 1));
    sums.three_hit_of_rule += hits(most);
  });
  const { customers, ...hits } = sums;
  if (customers === 0) return null;
  return {
    customers,
    ...(Object.fromEntries(Object.entries(hits).map(([name, count]) => [name, count / customers])) as Omit<
      CategoryCheck,
      'customers'
    >),
  };
}

const HALF_LIVES = [30, 90, 365] as const;
const PULLS = [0.3, 1, 3, 10, 30] as const;

/** What one's own past is worth in this shop: of all ways tried the one that named most of what was bought next; of equals the plainer. */
export async function chooseTaste(all: readonly CategoryDays[], window: number): Promise<Taste> {
  const shares = sharesOf(all);
  const plain: Taste = { shares, halfLife: HALF_LIVES[2], pull: PULLS[4] };
  let [best, most] = [plain, await hitsOf(all, plain, window)];
  for (const halfLife of [...HALF_LIVES].reverse())
    for (const pull of [...PULLS].reverse()) {
      const found = await hitsOf(all, { shares, halfLife, pull }, window);
      if (found > most) [best, most] = [{ shares, halfLife, pull }, found];
    }
  return best;
}

async function hitsOf(all: readonly CategoryDays[], taste: Taste, window: number): Promise<number> {
  const judged = await judgeTaste(all, taste, window);
  return judged === null ? 0 : judged.first_hit + judged.three_hit;
}
