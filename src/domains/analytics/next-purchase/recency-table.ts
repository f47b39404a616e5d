import { recencyOf } from '../churn/habits.ts';
import type { Look } from './learn-steps.ts';

const BINS = 20;

/**
 * The plain rule that a model must beat: of those who have been away about as long, how many bought within so many days. Twentieths of
 * the looks, each leaning on the mean by one look.
 */
export function recencyTable(looks: readonly Look[], days: number): (recency: number) => number {
  const known = looks
    .filter(({ knownDays }) => knownDays >= days)
    .flatMap(({ habits }) => habits)
    .map((it) => ({ recency: recencyOf(it), bought: it.nextDays !== null && it.nextDays <= days }))
    .sort((a, b) => a.recency - b.recency);
  const mean = (1 + known.filter((it) => it.bought).length) / (2 + known.length);
  const edge = (n: number) => Math.round((n * known.length) / BINS);
  const bins = Array.from({ length: BINS }, (_, n) => known.slice(edge(n), edge(n + 1)))
    .filter((some) => some.length > 0)
    .map((some) => ({
      to: some.at(-1)!.recency,
      share: (mean + some.filter((it) => it.bought).length) / (1 + some.length),
    }));
  return (recency) => (bins.find(({ to }) => recency <= to) ?? bins.at(-1))?.share ?? mean;
}
