import type { CohortWorth } from '../../../contract/cohorts.ts';
import { caught, type Result } from '../../../platform/errors.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { calendarOf, droppedIssues, horizonOf, runCells } from './ask-cohorts.ts';
import { askSpend } from './ask-spend.ts';
import { cohortsOf, headOf } from './calendar.ts';
import { place, sizeOf } from './cells.ts';
import { type CohortQuestion, cohortIssues } from './cohort-question.ts';
import { sumCells } from './cohort-sql.ts';
import { groupsOf } from './groups.ts';
import { daysOfNumber } from './period-numbers.ts';
import { worthOf, worthOfAll } from './worth-rules.ts';

/**
 * What a customer of each cohort has brought so far (money and margin, cumulative), beside what winning one cost, and when
 * it was earned back. Problem: `unusable-question`, with every issue.
 */
export async function askCohortWorth(question: CohortQuestion): Promise<Result<CohortWorth>> {
  const horizon = await horizonOf(question);
  const sound = orUnusable(question, [...cohortIssues(question), ...droppedIssues(question, horizon)]);
  return sound.ok ? caught(() => answer(question, horizon)) : sound;
}

async function answer(question: CohortQuestion, horizon: string | undefined): Promise<CohortWorth> {
  const { by, period, asOf, shop, breakdown } = question;
  const calendar = calendarOf(question);
  const [cells, spend] = await Promise.all([
    runCells(question, sumCells(question, ['net', 'known', 'cost', 'unknown', 'back'])),
    askSpend(question),
  ]);
  const placed = place(cells);
  return {
    ...{ by, period, currency: shop.currency, as_of: asOf, events_from: horizon ?? null },
    rows: cohortsOf(calendar).map((cohort) => {
      const worth = worthOf(placed, cohort, { calendar, spend: spend.of(cohort) });
      const { payback_offset: after } = worth;
      return {
        ...{ ...headOf(cohort, calendar), customers: sizeOf(placed, cohort), ...worth },
        payback_period: after === null ? null : daysOfNumber(cohort + after, period).name,
      };
    }),
    overall: worthOfAll(placed, calendar, spend.ofAll()),
    groups: (breakdown === undefined ? [] : groupsOf(cells)).map((it) => ({
      value: it.value,
      ...worthOfAll(place(it.cells), calendar, breakdown === 'channel' ? spend.ofAll(it.value) : null),
    })),
  };
}
