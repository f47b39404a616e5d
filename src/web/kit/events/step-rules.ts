/** Steps in their order, and what is done to them. Pure. */

/** One of them moved by so many places. */
export function moved<T>(list: readonly T[], at: number, by: number): T[] {
  const next = [...list];
  const [one] = next.splice(at, 1);
  next.splice(at + by, 0, one!);
  return next;
}

export const replaced = <T>(list: readonly T[], at: number, value: T): T[] =>
  list.map((it, n) => (n === at ? value : it));

export const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, n) => n !== at);
