import type { CohortSpan } from './cohort-question.ts';

/** How the periods in which somebody was there are remembered, a person and then a customer. */
export interface Presence {
  /** Aggregate over rows of one person; `number`: SQL of the period's number, `only`: condition on the row. */
  ofRows(number: string, only?: string): string;
  /** Of somebody who was never there. */
  readonly nobody: string;
  /** Aggregate over the persons of one customer, of column `active`. */
  readonly together: string;
  /** Number of the earliest period of a customer's `active`; without it `active` does not tell. */
  readonly earliest?: string;
}

const aggregate = (name: string, of: string, only?: string): string =>
  only === undefined ? `${name}(${of})` : `${name}If(${of}, ${only})`;

/** Numbers of periods as sets: of any number of them. */
const sets: Presence = {
  ofRows: (number, only) => aggregate('groupUniqArray', number, only),
  nobody: 'CAST([] AS Array(Int32))',
  together: 'groupUniqArrayArray(active)',
};

/**
 * As bits of one number, which costs a fifth of sets: bit 0 is everything before the first cohort, bit 1 its period, and so on.
 * `{first:Int32}` is the number of the first cohort.
 */
const bits: Presence = {
  ofRows: (number, only) =>
    aggregate(
      'groupBitOr',
      `bitShiftLeft(toUInt64(1), toUInt8(greatest(${number} - {first:Int32} + 1, 0)))`,
      only,
    ),
  nobody: 'toUInt64(0)',
  together: 'groupBitOr(active)',
  // Zeros behind the lowest bit.
  earliest: '{first:Int32} - 1 + toInt32(bitCount(bitAnd(bitNot(active), active - 1)))',
};

const MOST_BITS = 63;

const fitsBits = ({ first, now }: CohortSpan): boolean => now - first + 1 <= MOST_BITS;

export const presenceFor = (span: CohortSpan): Presence => (fitsBits(span) ? bits : sets);

/** SQL of the array of numbers that column `active` holds; what lies before the first cohort is no number of it that matters. */
export const numbersOf = (span: CohortSpan): string =>
  fitsBits(span)
    ? 'arrayMap(bit -> toInt32(bit) - 1 + {first:Int32}, bitPositionsToArray(active))'
    : 'active';

/** Only whether they were there in one period, `{cohort_at:Int32}`. */
export const inOnePeriod: Presence = {
  ofRows: (number, only) => aggregate('max', `${number} = {cohort_at:Int32}`, only),
  nobody: 'toUInt8(0)',
  together: 'max(active)',
};
