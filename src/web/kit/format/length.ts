/** A length of time in its two largest units: 93784 s is 1 day 2 hours. Pure. */

const units = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
] as const;

export type LengthUnit = (typeof units)[number][0];

/** Pairs of a unit and how many of it, largest first; of nothing `[['s', 0]]`. */
export function lengthIn(seconds: number): [LengthUnit, number][] {
  let left = Math.round(seconds);
  const parts = units.map(([unit, size]): [LengthUnit, number] => {
    const count = Math.floor(left / size);
    left -= count * size;
    return [unit, count];
  });
  const first = parts.findIndex(([, count]) => count > 0);
  if (first < 0) return [['s', 0]];
  return parts.slice(first, first + 2).filter(([, count]) => count > 0);
}
