import type { PersonalData } from './personal-data.ts';

/**
 * Every domain's erasure, in order. Until the persons themselves are gone they can be found, and points given or a
 * message queued for them behind the step of its domain; so those before are done once more when they are.
 */
export const erasureSteps = (personalData: readonly PersonalData[]): readonly PersonalData[] =>
  personalData.flatMap((it, n) => (it.takesPersons ? [it, ...personalData.slice(0, n).map(onceMore)] : [it]));

const onceMore = (it: PersonalData): PersonalData => ({ ...it, name: `${it.name} once more` });
