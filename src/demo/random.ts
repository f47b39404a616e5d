/**
 * Seeded randomness: the same seed and the same name give the same stream on every machine, so that a demo shop
 * can be made again and its truth checked. sfc32 (Doty-Humphrey, PractRand), seeded by a FNV-1a hash of the name.
 */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
}

/** A stream of its own for `name` under `seed`: what one part draws never shifts another. */
export function randomFor(seed: number, name: string): Random {
  let [a, b, c, d] = [seed | 0, fnv1a(name), fnv1a(`${name}/${seed}`), 1];
  const step = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t >>> 0) / 4294967296;
  };
  // The first draws of nearby seeds resemble each other; a dozen rounds part them.
  for (let i = 0; i < 12; i++) step();
  return { next: step };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193);
  return hash;
}

export const chance = (random: Random, probability: number): boolean => random.next() < probability;

export const between = (random: Random, low: number, high: number): number =>
  low + random.next() * (high - low);

/** A whole number in [low, high]. */
export const whole = (random: Random, low: number, high: number): number =>
  Math.floor(between(random, low, high + 1));

export const pick = <T>(random: Random, from: readonly T[]): T => from[whole(random, 0, from.length - 1)]!;

/** One of `from`, each with probability proportional to its weight (> 0). */
export function pickWeighted<T>(random: Random, from: readonly T[], weight: (item: T) => number): T {
  let left = random.next() * from.reduce((sum, item) => sum + weight(item), 0);
  for (const item of from) {
    left -= weight(item);
    if (left < 0) return item;
  }
  return from[from.length - 1]!;
}

/** Waiting time of a Poisson process of `rate` per unit. */
export const exponential = (random: Random, rate: number): number => -Math.log(1 - random.next()) / rate;

export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** Gamma(shape, rate): Marsaglia and Tsang, A simple method for generating gamma variables (2000). */
export function gamma(random: Random, shape: number, rate: number): number {
  if (shape < 1) return gamma(random, shape + 1, rate) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < x * x * 0.5 + d - d * v + d * Math.log(v))
      return (d * v) / rate;
  }
}

/** Beta(a, b) from two gammas. */
export function beta(random: Random, a: number, b: number): number {
  const x = gamma(random, a, 1);
  return x / (x + gamma(random, b, 1));
}
