import { type Condition, type GroupOperator, isGroup, type Tree } from '../../contract/segment-conditions.ts';
import { profiles } from './compile.ts';
import { kindOf } from './condition-kinds.ts';
import type { Standpoint, Verdict } from './conditions/condition-kind.ts';
import type { Facts } from './facts.ts';

/** A tree with what it says of one customer, part by part. */
export type Answer =
  | { readonly met: boolean; readonly op: GroupOperator; readonly of: readonly Answer[] }
  | (Verdict & { readonly condition: Condition });

/** Whether a customer is in, by part. `compileTrees` answers the same of everybody; a property test holds them together. */
export function evaluateTree(tree: Tree, facts: Facts, standpoint: Standpoint): Answer {
  if (!isGroup(tree)) return { ...kindOf(tree).evaluate(tree, facts, standpoint), condition: tree };
  const of = tree.of.map((it) => evaluateTree(it, facts, standpoint));
  return { met: combined(tree.op, of), op: tree.op, of };
}

function combined(op: GroupOperator, of: readonly Answer[]): boolean {
  if (op === 'all') return of.every(({ met }) => met);
  const any = of.some(({ met }) => met);
  return op === 'any' ? any : !any;
}

/** Objected to being profiled: in no segment that profiles, whatever their facts say. */
export const isBarred = (tree: Tree, { persons }: Facts): boolean =>
  profiles(tree) && persons.some((it) => it.isBarred);

export const isMember = (tree: Tree, facts: Facts, standpoint: Standpoint): boolean =>
  facts.persons.length > 0 && !isBarred(tree, facts) && evaluateTree(tree, facts, standpoint).met;
