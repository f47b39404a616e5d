import { ok, type Result } from '../../../platform/errors.ts';
import { type GridCell, type GroupRow, gridOf, groupRows } from './present-rfm.ts';
import { orUnusable, type RfmQuestion, scoringParams, soundIssues, standingAt } from './rfm-question.ts';
import { type Cell, type Cut, highFrom, meanScores, total } from './rfm-rules.ts';
import { anonymousScoredSql, type Scoring } from './score-sql.ts';

export interface RfmAnswer {
  readonly as_of: string;
  readonly currency: string;
  readonly mode: Scoring['mode'];
  readonly cut: Cut;
  /** Known customers with a paid order by the day. */
  readonly customers: number;
  /** Null without customers. */
  readonly mean_scores: Readonly<Record<'r' | 'f' | 'm', number | null>>;
  /** All eight, empty ones too. */
  readonly groups: GroupRow[];
  /** The 5x5 grid of recency and frequency, all 25. */
  readonly cells: GridCell[];
}

/** RFM as of the end of a shop day. Problem: `unusable-question`. */
export async function askRfm(question: RfmQuestion): Promise<Result<RfmAnswer>> {
  const checked = orUnusable(question, soundIssues(question));
  if (!checked.ok) return checked;
  return ok(present(question, await askCells(question)));
}

function present(question: RfmQuestion, cells: readonly Cell[]): RfmAnswer {
  const { asOf, shop, scoring, cut = 'mean' } = question;
  return {
    as_of: asOf,
    currency: shop.currency,
    mode: scoring?.mode ?? 'quintile',
    cut,
    customers: total(cells, (cell) => cell.customers),
    mean_scores: meanScores(cells),
    groups: groupRows(cells, highFrom(cells, cut)),
    cells: gridOf(cells),
  };
}

interface EngineCell extends Record<'r' | 'f' | 'm' | 'customers' | 'orders' | 'net_sales', string> {}

/** At most 125 cells: everything that is told about groups and grid follows from them. */
export async function askCells(question: RfmQuestion): Promise<Cell[]> {
  const { clickhouse, shop, signal, scoring } = question;
  const rows = await clickhouse.query<EngineCell>({
    sql: cellsSql(question, scoring?.mode ?? 'quintile'),
    shopId: shop.shopId,
    params: scoringParams(question),
    ...(signal && { signal }),
  });
  return rows.map(toCell);
}

/** SQL of the cells of a day. */
const cellsSql = (question: RfmQuestion, mode: Scoring['mode']): string =>
  `SELECT r, f, m, count() AS customers, sum(frequency) AS orders, sum(monetary) AS net_sales
FROM (${anonymousScoredSql(standingAt(question), mode)})
GROUP BY r, f, m
ORDER BY r, f, m`;

const toCell = (row: EngineCell): Cell => ({
  r: Number(row.r),
  f: Number(row.f),
  m: Number(row.m),
  customers: Number(row.customers),
  orders: Number(row.orders),
  netSales: Number(row.net_sales),
});
