import { type CohortCell, readCohortCell } from '../../../contract/cohort-cell.ts';
import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import type { Issue } from '../../../platform/errors.ts';
import { customerOf, type Zoned } from '../facts/scope.ts';
import { dayIssue } from '../metrics/question.ts';
import { presenceBranches } from './branches.ts';
import { numberOf } from './period-numbers.ts';
import { inOnePeriod } from './presence.ts';

/** The people behind a cell, by the same rows that its figure counts. */

/** Condition on `customer_id`. Parameters: those of `cellParams`, shop, currency, and the day `{as_of:Date}`. */
export function behindCell(text: string, zoned: Zoned): string {
  const cell = readCohortCell(text);
  if (cell === undefined) return 'false';
  const at = { ...zoned, until: '{as_of:Date}', period: cell.period };
  const { activity = 'order' } = cell.back ?? {};
  const rows = presenceBranches({ by: cell.by, activity }, inOnePeriod, at).join('\nUNION ALL\n');
  const back = cell.back === undefined ? '' : ` AND ${inOnePeriod.together} = 1`;
  return `customer_id GLOBAL IN (
  SELECT ${customerOf('person_id')} AS customer FROM (
${rows}
  ) GROUP BY customer HAVING min(first) = {cohort_of:Int32}${back})`;
}

export function cellParams(text: string): Record<string, Param> {
  const cell = readCohortCell(text);
  if (cell === undefined) return {};
  const of = numberOf(cell.day, cell.period);
  const { offset = 0, activity = 'order' } = cell.back ?? {};
  return { cohort_of: of, cohort_at: of + offset, by: cell.by, activity };
}

/** What is wrong with the text, besides its form. */
export function cellIssues(text: string): Issue[] {
  const cell: CohortCell | undefined = readCohortCell(text);
  if (cell !== undefined) return dayIssue('cohort', cell.day);
  const message = { zh: '事件名的百分号编码有误。', en: 'The percent-encoding of the event is broken.' };
  return [{ code: 'broken-encoding', field: 'cohort', message }];
}
