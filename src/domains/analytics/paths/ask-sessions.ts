import type { VisitsAnswer, visitDimensions } from '../../../contract/path.ts';
import { ok, type Result } from '../../../platform/errors.ts';
import { boundValues } from '../behaviour/bound-values.ts';
import type { SelectionAsk } from '../behaviour/selected-people.ts';
import { scopeVisits } from './path-question.ts';
import { type Numbered, type VisitSplit, visitSplits, visitsSql } from './sessions-sql.ts';
import { type VisitScope, visitedSql } from './visit-words.ts';

export interface VisitsQuestion {
  readonly from: string;
  readonly to: string;
  readonly by?: (typeof visitDimensions)[number] | undefined;
}

interface Row
  extends Readonly<Record<'visits' | 'customers' | 'bounces' | 'happened' | 'spent' | 'bought', string>> {
  readonly slice: 'all' | 'value';
  readonly value: string;
  readonly middle: number;
}

/** Visits of the days: how many, how long, how many left at once, how many bought. Problem: `unusable-question`. */
export async function askSessions(
  ask: SelectionAsk,
  question: VisitsQuestion,
): Promise<Result<VisitsAnswer>> {
  const scope = await scopeVisits(ask, question);
  if (!scope.ok) return scope;
  const { by = 'none', from, to } = question;
  const split = by === 'none' || by === 'day' ? undefined : by;
  const values = split === undefined ? [] : await readValues(scope.value, split);
  const bound = boundValues('v');
  const rows = await ask.clickhouse.query<Row>({
    sql: visitsSql({ scope: scope.value, split, values }, by === 'day', bound),
    shopId: ask.shop.shopId,
    params: bound.params,
    ...(ask.signal && { signal: ask.signal }),
  });
  const shown = rows
    .filter((it) => it.slice === 'value')
    .map((row) => present(row, nameIn(values, by === 'day')));
  const all = rows.find((it) => it.slice === 'all');
  return ok({
    ...{ from, to, total: all ? present(all, () => '') : nothing },
    values: by === 'day' ? shown.sort((a, b) => (a.value < b.value ? -1 : 1)) : shown,
  });
}

/** Values that stand for themselves; what visits of all others come to is under the name of none. */
const MOST_VALUES = 200;

async function readValues(scope: VisitScope, split: VisitSplit): Promise<Numbered> {
  const bound = boundValues('s');
  const { clickhouse, shop, signal } = scope.asking;
  const rows = await clickhouse.query<{ value: string }>({
    sql: `SELECT value FROM (SELECT ${visitSplits[split](scope, bound)} AS value, count() AS number FROM events
WHERE ${visitedSql(scope, bound)} GROUP BY value) ORDER BY number DESC, value LIMIT ${MOST_VALUES}`,
    shopId: shop.shopId,
    params: bound.params,
    ...(signal && { signal }),
  });
  return rows.map(({ value }, n) => [value, n + 1] as const);
}

/** What a value is called: a day by itself, all others by what no stored text has. */
const nameIn =
  (values: Numbered, byDay: boolean) =>
  (value: string): string =>
    byDay ? value : (values[Number(value) - 1]?.[0] ?? '\u0001other');

type Shown = VisitsAnswer['total'];

const nothing: Shown = {
  ...{ value: '', visits: 0, customers: 0, bounces: 0, bounce_rate: null, events: 0, mean_seconds: null },
  ...{ median_seconds: null, bought: 0, bought_rate: null },
};

function present(row: Row, name: (value: string) => string): Shown {
  const visits = Number(row.visits);
  return {
    ...{ value: name(row.value), visits, customers: Number(row.customers), events: Number(row.happened) },
    ...{ bounces: Number(row.bounces), bounce_rate: Number(row.bounces) / visits },
    ...{ mean_seconds: Number(row.spent) / visits / 1000, median_seconds: row.middle / 1000 },
    ...{ bought: Number(row.bought), bought_rate: Number(row.bought) / visits },
  };
}
