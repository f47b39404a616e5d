import type { ChurnCheck } from '../../../contract/churn.ts';
import { advantageOf } from './advantage-rules.ts';
import type { Judged } from './judged.ts';

/** How risks did against what happened. Pure. */

type Quality = ChurnCheck['model'];

/** The figures of a check; `fitted_on`, `day` and `to` are the caller's. */
export function judge(all: readonly Judged[]): Omit<ChurnCheck, 'fitted_on' | 'day' | 'to'> {
  const lost = all.filter((it) => it.lost).length;
  const flagged = all.filter(({ risk }) => risk > 0.5).length;
  const share = all.length === 0 ? 0 : lost / all.length;
  const mean = (of: (it: Judged) => number) =>
    all.reduce((sum, it) => sum + of(it), 0) / Math.max(1, all.length);
  return {
    ...{ customers: all.length, lost, flagged },
    model: quality(all, ({ risk }) => risk, flagged),
    recency_rule: quality(all, ({ recency }) => recency, flagged),
    better_by: advantageOf(all, flagged),
    brier: mean(({ risk, lost: is }) => (risk - Number(is)) ** 2),
    brier_of_share: mean(({ lost: is }) => (share - Number(is)) ** 2),
    tenths: tenthsOf(all, share),
  };
}

/**
 * Of a rule that gives everybody a number, the higher the likelier to be lost: AUC by ranks (ties count half), precision and recall of
 * the first `flagged`, lift of the first tenth. Null: division by nothing.
 */
function quality(all: readonly Judged[], of: (it: Judged) => number, flagged: number): Quality {
  const sorted = all.toSorted((a, b) => of(b) - of(a));
  const lost = all.filter((it) => it.lost).length;
  const found = lostAmong(sorted, of, flagged);
  const tenth = Math.ceil(all.length / 10);
  const ofTenth = over(lostAmong(sorted, of, tenth), tenth);
  const share = over(lost, all.length);
  return {
    auc: areaUnder(sorted, of),
    precision: over(found, flagged),
    recall: over(found, lost),
    lift: ofTenth === null || share === null ? null : over(ofTenth, share),
  };
}

const over = (part: number, all: number): number | null => (all === 0 ? null : part / all);

/** Lost among the first `count`; of those tied at the edge their mean, since any of them might have been taken. */
function lostAmong(sorted: readonly Judged[], of: (it: Judged) => number, count: number): number {
  if (count === 0) return 0;
  const edge = of(sorted[count - 1]!);
  let [sure, lost, tied, lostTied] = [0, 0, 0, 0];
  for (const it of sorted)
    if (of(it) > edge) {
      sure += 1;
      lost += Number(it.lost);
    } else if (of(it) === edge) {
      tied += 1;
      lostTied += Number(it.lost);
    }
  return lost + ((count - sure) * lostTied) / tied;
}

/** Probability that of one lost and one kept customer, drawn at random, the lost one has the higher number (Hanley, McNeil 1982). */
function areaUnder(sorted: readonly Judged[], of: (it: Judged) => number): number | null {
  let [won, kept, lostAbove] = [0, 0, 0];
  for (let n = 0; n < sorted.length; ) {
    const value = of(sorted[n]!);
    let [lost, tied] = [0, 0];
    for (; n < sorted.length && of(sorted[n]!) === value; n += 1) {
      tied += 1;
      lost += Number(sorted[n]!.lost);
    }
    const stayed = tied - lost;
    won += stayed * (lostAbove + lost / 2);
    lostAbove += lost;
    kept += stayed;
  }
  return over(won, lostAbove * kept);
}

function tenthsOf(all: readonly Judged[], share: number): ChurnCheck['tenths'] {
  const sorted = all.toSorted((a, b) => b.risk - a.risk);
  const edge = (n: number) => Math.round((n * sorted.length) / 10);
  return Array.from({ length: 10 }, (_, n) => sorted.slice(edge(n), edge(n + 1))).flatMap((some, n) => {
    if (some.length === 0) return [];
    const actual = some.filter((it) => it.lost).length / some.length;
    const predicted = some.reduce((sum, it) => sum + it.risk, 0) / some.length;
    return [{ tenth: n + 1, customers: some.length, predicted, actual, lift: over(actual, share) }];
  });
}
