import type { Counts } from './counts.ts';

/**
 * A function of the count of repeats alone, worked out once for each count that occurs: special functions are dear, and
 * a million customers have some hundred counts between them.
 */
export function byRepeats(
  { x }: Pick<Counts, 'x'>,
  of: (x: number) => readonly number[],
): (x: number) => readonly number[] {
  const known: (readonly number[] | undefined)[] = [];
  for (const count of x) known[count] ??= of(count);
  return (count) => known[count]!;
}
