import type { CohortsAnswer } from '../../../contract/cohorts.ts';
import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import { caught, type Issue, type Result } from '../../../platform/errors.ts';
import { readHorizon } from '../retained/retained-store.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { sumNames } from './branches.ts';
import type { Calendar } from './calendar.ts';
import { type Cell, nothing, place, plus } from './cells.ts';
import { type CohortQuestion, cohortIssues, spanOf, type TriangleQuestion } from './cohort-question.ts';
import { presenceCells, sumCells } from './cohort-sql.ts';
import { groupsOf } from './groups.ts';
import { shareKnown } from './margin-rules.ts';
import { daysOfNumber } from './period-numbers.ts';
import { curveOf, triangleOf } from './triangle-rules.ts';

/**
 * Cohorts as a triangle: customers back, orders, net sales or margin by periods since they joined.
 * Problem: `unusable-question`, with every issue.
 */
export async function askCohorts(question: TriangleQuestion): Promise<Result<CohortsAnswer>> {
  const horizon = await horizonOf(question);
  const sound = orUnusable(question, [...cohortIssues(question), ...droppedIssues(question, horizon)]);
  return sound.ok ? caught(() => answer(question, horizon)) : sound;
}

async function answer(question: TriangleQuestion, horizon: string | undefined): Promise<CohortsAnswer> {
  const { by, period, value, activity, asOf, shop, breakdown } = question;
  const calendar = calendarOf(question);
  const cells = await runCells(question, sqlOf(question));
  const placed = place(cells);
  return {
    ...{ by, period, value, activity, currency: shop.currency, as_of: asOf, events_from: horizon ?? null },
    cost_known: value === 'margin' ? shareKnown(cells.map((it) => it.sums).reduce(plus, nothing)) : null,
    rows: triangleOf(placed, calendar, value),
    curve: curveOf(placed, calendar, value),
    groups: (breakdown === undefined ? [] : groupsOf(cells)).map((it) => ({
      ...{ value: it.value, customers: it.customers },
      curve: curveOf(place(it.cells), calendar, value),
    })),
  };
}

export const calendarOf = (question: CohortQuestion): Calendar => ({
  ...spanOf(question),
  ...{ period: question.period, asOf: question.asOf },
});

type CellRow = Readonly<Record<string, string | number>>;

const wantedOf = {
  orders: ['orders'],
  'net-sales': ['net'],
  margin: ['known', 'cost', 'unknown', 'back'],
} as const;

const sqlOf = (question: TriangleQuestion): string =>
  question.value === 'customers' ? presenceCells(question) : sumCells(question, wantedOf[question.value]);

const cellOf = (row: CellRow): Cell => ({
  ...{ cohort: Number(row.cohort), group: String(row.value_of), offset: Number(row.k) },
  sums: {
    ...nothing,
    ...{ customers: Number(row.customers) },
    ...Object.fromEntries(sumNames.map((name) => [name, Number(row[`sum_${name}`] ?? 0)])),
  },
});

/** Cells of a question, put to the engine with all that its SQL may name. */
export async function runCells(question: CohortQuestion, sql: string): Promise<Cell[]> {
  const { clickhouse, shop, signal } = question;
  const rows = await clickhouse.query<CellRow>({
    ...{ sql, shopId: shop.shopId, params: paramsOf(question) },
    ...(signal && { signal }),
  });
  return rows.map(cellOf);
}

function paramsOf(question: CohortQuestion & { readonly activity?: string }): Record<string, Param> {
  const { first, last } = spanOf(question);
  const only = (['channel', 'category', 'province'] as const).flatMap((name) =>
    question[name] === undefined ? [] : [[`only_${name}`, question[name]] as const],
  );
  return {
    ...{ currency: question.shop.currency, as_of: question.asOf, first, last, by: question.by },
    ...{ activity: question.activity ?? 'order' },
    ...Object.fromEntries(only),
  };
}

const countsEvents = ({ by, activity = 'order' }: { by: string; activity?: string }): boolean =>
  (by !== 'first-order' && by !== 'first-visit') || activity !== 'order';

/** First shop day whose events are there, where the question counts events and retention dropped any. */
export const horizonOf = async (question: CohortQuestion): Promise<string | undefined> =>
  countsEvents(question) ? readHorizon(question.clickhouse, question.shop.shopId) : undefined;

/** Cohorts before the horizon cannot be counted any more, and half ones would look like few. */
export function droppedIssues(question: CohortQuestion, horizon: string | undefined): Issue[] {
  if (horizon === undefined || cohortIssues(question).length > 0) return [];
  const { first } = spanOf(question);
  if (daysOfNumber(first, question.period).from >= horizon) return [];
  const message = {
    zh: `${horizon} 之前的行为事件已按保存期限删除，请从 ${horizon} 或之后的整周期开始`,
    en: `Events before ${horizon} were dropped by retention: begin with a whole period from ${horizon} on`,
  };
  return [{ code: 'before-retention', field: 'from', message }];
}
