/** Bins in which buyers are drawn: few enough for a screen, and each with whole-number edges, so that it can be opened. */

/** First number of orders of each bin. */
export const orderEdges = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 50, 100];

/** Below every amount: net sales can be negative. */
export const lowest = -9_000_000_000_000_000;

/** Least net sales (minor units) of each bin: nothing or less, then six a decade, from one yuan to ten million. */
export const spendEdges = [
  lowest,
  1,
  ...[100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000].flatMap((decade) =>
    [1, 1.5, 2, 3, 5, 7].map((part) => part * decade),
  ),
  1_000_000_000,
];

/** The last number of the bin that begins at `from`; null for the last bin. */
export function lastOf(edges: readonly number[], from: number): number | null {
  const next = edges[edges.indexOf(from) + 1];
  return next === undefined ? null : next - 1;
}
