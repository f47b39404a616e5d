import type { ValueSettings } from './value-settings.ts';

/** Least values of the bands high and mid: whoever has less than both is low. */
export interface BandCuts {
  readonly high: number;
  readonly mid: number;
}

type Rule = Pick<ValueSettings, 'bands_by' | 'high_cut' | 'mid_cut'>;

/**
 * Where the bands begin. By value: from the top, who together make `high_cut` of all value are high, up to `mid_cut` mid. By
 * customers: so many of the customers. Whoever has the value of the last one of a band is in it as well.
 */
export function bandCuts(values: Float64Array, { bands_by, high_cut, mid_cut }: Rule): BandCuts {
  const sorted = values.slice().sort();
  const all = bands_by === 'value' ? sorted.reduce((sum, it) => sum + it, 0) : sorted.length;
  const [cuts, wanted]: [number[], number[]] = [[], [high_cut, Math.max(high_cut, mid_cut)]];
  let above = 0;
  for (let n = sorted.length - 1; n >= 0 && cuts.length < 2; n -= 1) {
    above += bands_by === 'value' ? sorted[n]! : 1;
    // A sum of a million may lack a last digit of its whole.
    while (cuts.length < 2 && above >= wanted[cuts.length]! * all * (1 - 1e-12)) cuts.push(sorted[n]!);
  }
  const [high = Number.POSITIVE_INFINITY, mid = high] = cuts;
  return { high, mid };
}

/** 3 high, 2 mid, 1 low. */
export const bandOf = (value: number, { high, mid }: BandCuts): 1 | 2 | 3 =>
  value >= high ? 3 : value >= mid ? 2 : 1;

/** What a band holds; value in major units, `least` that of its last customer. */
export interface BandSum {
  readonly band: 1 | 2 | 3;
  readonly customers: number;
  readonly value: number;
  readonly purchases: number;
  readonly least: number | null;
}

/** All three, from the top. */
export function bandSums(values: Float64Array, purchases: Float64Array, rule: Rule): BandSum[] {
  const cuts = bandCuts(values, rule);
  const sums = ([3, 2, 1] as const).map((band) => ({
    band,
    customers: 0,
    value: 0,
    purchases: 0,
    least: Infinity,
  }));
  for (const [n, value] of values.entries()) {
    const sum = sums[3 - bandOf(value, cuts)]!;
    sum.customers += 1;
    sum.value += value;
    sum.purchases += purchases[n]!;
    sum.least = Math.min(sum.least, value);
  }
  return sums.map((it) => ({ ...it, least: it.customers === 0 ? null : it.least }));
}
