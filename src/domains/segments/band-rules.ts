import type { ConditionOf } from '../../contract/segment-conditions.ts';

/** Values at which a band of a score begins and ends; null: open. */
export interface BandEnds {
  readonly low: number | null;
  readonly high: number | null;
}

export const bandKey = ({ score, from, to }: ConditionOf<'band'>): string => `${score} ${from} ${to}`;
