import type { CohortPeriod } from './cohorts.ts';

/**
 * A cell of a triangle as one text, which is a filter of the list of customers: `first-order:month:2024-02-01` is a cohort,
 * `first-order:month:2024-02-01:3:order` those of it who were back in the third period behind. Names of events are written
 * as `event=` and the name percent-encoded, as they may hold anything.
 */
export interface CohortCell {
  /** 'first-order', 'first-visit', or the name of an event. */
  readonly by: string;
  readonly period: CohortPeriod;
  /** Any day of the cohort's period. */
  readonly day: string;
  /** Absent: the whole cohort. */
  readonly back?: { readonly offset: number; readonly activity: string };
}

const event = "event=[A-Za-z0-9%._~!*()'-]{1,600}";

/** The text as a regular expression. */
export const cohortCellForm = `^(first-order|first-visit|${event}):(day|week|month):\\d{4}-\\d{2}-\\d{2}(:\\d{1,5}:(order|visit|${event}))?$`;

const written = (name: string, known: readonly string[]): string =>
  known.includes(name) ? name : `event=${encodeURIComponent(name)}`;

const read = (text: string): string =>
  text.startsWith('event=') ? decodeURIComponent(text.slice('event='.length)) : text;

export function writeCohortCell({ by, period, day, back }: CohortCell): string {
  const cohort = `${written(by, ['first-order', 'first-visit'])}:${period}:${day}`;
  return back === undefined
    ? cohort
    : `${cohort}:${back.offset}:${written(back.activity, ['order', 'visit'])}`;
}

/** What a text of the form says; undefined where the encoding of a name is broken. */
export function readCohortCell(text: string): CohortCell | undefined {
  const [by = '', period, day = '', offset, activity] = text.split(':');
  try {
    const back = activity === undefined ? {} : { back: { offset: Number(offset), activity: read(activity) } };
    return { by: read(by), period: period as CohortPeriod, day, ...back };
  } catch {
    return undefined;
  }
}
