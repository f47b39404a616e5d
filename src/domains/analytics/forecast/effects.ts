import type { Series } from './models/model.ts';

/** How many times the usual is bought on days of each flag. */
export type Effects = ReadonlyMap<string, Effect>;

export interface Effect {
  readonly factor: number;
  /** Days it was learnt from. */
  readonly days: number;
}

/** What stands beside a series day by day; undefined = an ordinary day. */
export type FlagRow = readonly (string | undefined)[];

/** Days to either side that tell what a day would usually be. */
const AROUND = 28;
/** As many days of the whole weigh as much as the series' own. */
const SHRINK = 10;

/**
 * The effect of each flag: what was sold on its days, divided by what ordinary days around them sold, times their weekday's share. Drawn
 * toward that of the whole (category or shop) by `SHRINK` days: of one 双11 of a slow product nothing can be learnt.
 */
export function effectsOf(series: Series, flags: FlagRow, whole?: Effects): Effects {
  const sums = new Map<string, { sold: number; usual: number; days: number }>();
  const ordinary = { flags, week: weekOf(series, flags) };
  flags.forEach((flag, at) => {
    if (flag === undefined || at >= series.length) return;
    const usual = usualAt(series, ordinary, at);
    if (usual === undefined) return;
    const sum = sums.get(flag) ?? { sold: 0, usual: 0, days: 0 };
    sums.set(flag, { sold: sum.sold + series[at]!, usual: sum.usual + usual, days: sum.days + 1 });
  });
  const names = new Set([...sums.keys(), ...(whole?.keys() ?? [])]);
  return new Map([...names].map((name) => [name, effectFrom(sums.get(name), whole?.get(name))]));
}

function effectFrom(
  own: { sold: number; usual: number; days: number } | undefined,
  whole: Effect | undefined,
): Effect {
  const mean = own === undefined || own.usual === 0 ? 0 : own.usual / own.days;
  // Pretends `SHRINK` days of the usual size that sold as the whole did; without a whole, as many units of no effect.
  const pretended = whole === undefined ? 1 : SHRINK * Math.max(mean, 0.05);
  const factor = whole?.factor ?? 1;
  const { sold = 0, usual = 0, days = 0 } = own ?? {};
  return {
    factor: bounded((sold + pretended * factor) / (usual + pretended)),
    days: days || (whole?.days ?? 0),
  };
}

/** Beyond these no effect was ever seen; within them a division of small numbers is kept. */
const bounded = (factor: number): number => Math.min(20, Math.max(0.05, factor));

/** Mean of the ordinary days around a day, times what its weekday sells of the mean; undefined where there are none. */
function usualAt(
  series: Series,
  { flags, week }: { flags: FlagRow; week: readonly number[] },
  at: number,
): number | undefined {
  let [sum, days] = [0, 0];
  for (let n = Math.max(0, at - AROUND); n <= Math.min(series.length - 1, at + AROUND); n++) {
    if (flags[n] !== undefined) continue;
    sum += series[n]!;
    days += 1;
  }
  return days === 0 ? undefined : (sum / days) * week[at % 7]!;
}

/** What each weekday sells of the mean, over ordinary days; 1 where nothing is known. */
function weekOf(series: Series, flags: FlagRow): number[] {
  const [sums, days] = [Array<number>(7).fill(0), Array<number>(7).fill(0)];
  series.forEach((it, n) => {
    if (flags[n] !== undefined) return;
    sums[n % 7]! += it;
    days[n % 7]! += 1;
  });
  const mean = total(sums) / Math.max(1, total(days));
  return sums.map((sum, n) => (mean === 0 || days[n] === 0 ? 1 : sum / days[n]! / mean));
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, it) => sum + it, 0);

const factorAt = (effects: Effects, flag: string | undefined): number =>
  flag === undefined ? 1 : (effects.get(flag)?.factor ?? 1);

/** The series as it would be without flags. */
export const withoutEffects = (series: Series, flags: FlagRow, effects: Effects): number[] =>
  series.map((it, n) => it / factorAt(effects, flags[n]));
