import type { PeopleFilter } from './people.ts';

/**
 * Filters of the list of customers by what profiling made of a person, or by how they behaved: whoever objected to it is in no such
 * list, and roles that may not see analyses may not ask for one.
 */
export const profilingFilters: readonly (keyof PeopleFilter)[] = [
  ...(['rfm_group', 'r', 'f', 'm', 'quadrant', 'stage', 'score', 'cohort', 'behaviour'] as const),
];
