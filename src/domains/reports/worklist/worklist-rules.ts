import type { Text } from '../../../platform/errors.ts';
import type { Mark } from './mark-store.ts';
import type { Task } from './task.ts';

export interface Found extends Task {
  readonly code: string;
}

/** The rule, as it is told to whoever reads the list. */
export const rankedBy: Text = {
  zh: '按预计金额从高到低；无法估算金额的排在其后，先数据后身份',
  en: 'Most expected money first; those without a figure come after, data before identities',
};

/** Most money first; without money in the order of the registry, which the tasks come in. */
export const ranked = <T extends Pick<Task, 'expectedMoney'>>(tasks: readonly T[]): T[] =>
  tasks.toSorted((a, b) => (b.expectedMoney ?? -1) - (a.expectedMoney ?? -1));

/** Days a task stays away unless told. */
export const daysAway = { done: 7, snoozed: 1 } as const;

/** What is marked stays away until its time, unless there is more to do than when it was marked as done. */
export function isHidden(task: Pick<Task, 'count'>, mark: Mark | undefined, now: Date): boolean {
  if (mark === undefined || mark.until.getTime() <= now.getTime()) return false;
  return mark.state === 'snoozed' || task.count <= mark.count;
}
