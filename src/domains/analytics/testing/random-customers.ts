import type { Pattern } from '../value/models/counts.ts';

/** Uniform, exponential and gamma numbers from one seed. */
export interface Random {
  unit(): number;
  gamma(shape: number): number;
  exponential(rate: number): number;
}

/** Gamma: Marsaglia, Tsang, A Simple Method for Generating Gamma Variables (2000). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const unit = () => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(unit())) * Math.cos(2 * Math.PI * unit());
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * unit() ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const x = normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(unit()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  return { unit, gamma, exponential: (rate) => -Math.log(unit()) / rate };
}

/** A customer as the model tells their story, and how often they came back within a year of their first purchase. */
export interface Drawn extends Pattern {
  readonly inYear: number;
}

/** Customers who live as a model says, known for a whole number of weeks from 26 to 104. */
export function drawCustomers(
  model: string,
  [r, alpha, third, fourth]: readonly number[],
  { count, seed }: { count: number; seed: number },
): Drawn[] {
  const random = randomFrom(seed);
  const live = model === 'pareto-nbd' ? byRate : byOccasion(model === 'mbg-nbd');
  return Array.from({ length: count }, () => {
    const t = 26 + Math.floor(random.unit() * 79);
    const rate = random.gamma(r!) / alpha!;
    const times = live(random, { rate, third: third!, fourth: fourth!, until: Math.max(t, 52) });
    const known = times.filter((it) => it <= t);
    const inYear = times.filter((it) => it <= 52).length;
    return { x: known.length, tx: known.at(-1) ?? 0, t, customers: 1, inYear };
  });
}

interface Life {
  readonly rate: number;
  readonly third: number;
  readonly fourth: number;
  readonly until: number;
}

/** Leaves at any moment, at a rate of their own. */
function byRate(random: Random, { rate, third, fourth, until }: Life): number[] {
  const end = Math.min(until, random.exponential(random.gamma(third) / fourth));
  const times: number[] = [];
  for (let at = random.exponential(rate); at <= end; at += random.exponential(rate)) times.push(at);
  return times;
}

/** Leaves behind a purchase, with a probability of their own; behind the first as well, or only behind repeats. */
const byOccasion =
  (first: boolean) =>
  (random: Random, { rate, third, fourth, until }: Life): number[] => {
    const [a, b] = [random.gamma(third), random.gamma(fourth)];
    const leaves = () => random.unit() < a / (a + b);
    const times: number[] = [];
    if (first && leaves()) return times;
    for (let at = random.exponential(rate); at <= until; at += random.exponential(rate)) {
      times.push(at);
      if (leaves()) break;
    }
    return times;
  };
