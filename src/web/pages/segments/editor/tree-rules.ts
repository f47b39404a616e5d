import { type Group, isGroup, type Tree } from '../../../../contract/segment-conditions.ts';

/** A tree as it is edited: a group at the top. */
export const asGroup = (tree: Tree): Group => (isGroup(tree) ? tree : { op: 'all', of: [tree] });

export const replacedAt = (group: Group, n: number, it: Tree): Group => ({
  ...group,
  of: group.of.with(n, it),
});

export const withoutAt = (group: Group, n: number): Group => ({
  ...group,
  of: group.of.filter((_, at) => at !== n),
});

export const withMore = (group: Group, it: Tree): Group => ({ ...group, of: [...group.of, it] });

/** What is kept: a group of one condition, which all of it means, is that condition. */
export const asKept = (group: Group): Tree =>
  group.op !== 'none' && group.of.length === 1 ? group.of[0]! : group;
