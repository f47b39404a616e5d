import { customerOf } from './scope.ts';
import { inShop } from './source.ts';

/**
 * Condition: a profile or score of this customer may be made and shown (`compliance.mayProfile`, mirrored as
 * `persons.profiling_barred`): the strictest of their persons decides. Every list of customers by score has it; counts
 * and sums over all do not, they speak of nobody (PIPL art. 73 (4)) and stay what they are.
 */
export const mayBeProfiled = (customer: string): string => `${customer} GLOBAL NOT IN (
    SELECT ${customerOf('person_id')} FROM persons WHERE ${inShop} AND profiling_barred = 1)`;
