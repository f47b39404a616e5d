import type { Tree } from '../../../../contract/segment-conditions.ts';

/** A new segment of a part of others, as its address has it: `in=1,2&out=3` is who is in the first two and not in the third. Pure. */

export const combinedAddress = (within: readonly number[], without: readonly number[]): string =>
  `in=${within.join(',')}${without.length > 0 ? `&out=${without.join(',')}` : ''}`;

/** The tree of such an address; undefined where it names no segment. */
export function combinedTree(search: URLSearchParams): Tree | undefined {
  const ids = (name: string): Tree[] =>
    (search.get(name) ?? '')
      .split(',')
      .map(Number)
      .filter((it) => Number.isSafeInteger(it) && it > 0)
      .map((segment) => ({ kind: 'segment', segment }));
  const [within, without] = [ids('in'), ids('out')];
  if (within.length === 0) return undefined;
  return {
    op: 'all',
    of: [...within, ...(without.length > 0 ? [{ op: 'none' as const, of: without }] : [])],
  };
}
