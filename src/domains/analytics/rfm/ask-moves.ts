import { ok, type Result } from '../../../platform/errors.ts';
import { dayIssues } from '../metrics/question.ts';
import { orUnusable, type RfmQuestion, scoringIssues, scoringParams, standingAt } from './rfm-question.ts';
import { type Cell, type GroupCode, groupOf, highFrom } from './rfm-rules.ts';
import { scoredSql } from './score-sql.ts';

export interface MovesQuestion extends Omit<RfmQuestion, 'asOf'> {
  /** The earlier and the later shop day. */
  readonly from: string;
  readonly to: string;
}

/** Customers who were in one group then and in another (or the same) later; null = had not bought yet. */
export interface Move {
  readonly from_group: GroupCode | null;
  readonly to_group: GroupCode;
  readonly customers: number;
}

export interface MovesAnswer {
  readonly from: string;
  readonly to: string;
  readonly moves: Move[];
}

/** How customers moved between groups from one day to another, merged as they are now. Problem: `unusable-question`. */
export async function askMoves(question: MovesQuestion): Promise<Result<MovesAnswer>> {
  const { from, to } = question;
  const checked = orUnusable(question, [...dayIssues(from, to), ...scoringIssues(question.scoring)]);
  if (!checked.ok) return checked;
  return ok({ from, to, moves: gather(await ask(question), question.cut ?? 'mean') });
}

type Scores = Record<'r' | 'f' | 'm', number>;

interface Pair {
  /** Undefined: no paid order by the earlier day. */
  readonly earlier: Scores | undefined;
  readonly later: Scores;
  readonly customers: number;
}

/** Each day has its own means, taken from its own side of the pairs. */
function gather(pairs: readonly Pair[], cut: NonNullable<RfmQuestion['cut']>): Move[] {
  const before = pairs.filter((pair) => pair.earlier !== undefined);
  const highThen = highFrom(
    before.map((pair) => cellOf(pair.earlier!, pair.customers)),
    cut,
  );
  const highNow = highFrom(
    pairs.map((pair) => cellOf(pair.later, pair.customers)),
    cut,
  );
  const counts = new Map<string, Move>();
  for (const { earlier, later, customers } of pairs) {
    const move = {
      from_group: earlier ? groupOf(earlier, highThen) : null,
      to_group: groupOf(later, highNow),
    };
    const key = `${move.from_group} ${move.to_group}`;
    counts.set(key, { ...move, customers: customers + (counts.get(key)?.customers ?? 0) });
  }
  return [...counts.values()].sort((a, b) => b.customers - a.customers || (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = (move: Move): string => `${move.from_group} ${move.to_group}`;
const cellOf = (scores: Scores, customers: number): Cell => ({
  ...scores,
  customers,
  orders: 0,
  netSales: 0,
});

/** Who had bought by the earlier day has by the later: a left join from the later loses nobody. */
const movesSql = (question: MovesQuestion, mode: 'quintile' | 'thresholds'): string =>
  `SELECT now_r, now_f, now_m, then_r, then_f, then_m, count() AS customers
FROM (SELECT customer_id, r AS now_r, f AS now_f, m AS now_m FROM (${scoredSql(standingAt(question, '{to:Date}'), mode)})) AS later
GLOBAL ANY LEFT JOIN (
  SELECT customer_id, r AS then_r, f AS then_f, m AS then_m FROM (${scoredSql(standingAt(question, '{from:Date}'), mode)})
) AS earlier USING (customer_id)
GROUP BY ALL ORDER BY ALL`;

type EngineRow = Record<'now_r' | 'now_f' | 'now_m' | 'customers', string> &
  Record<'then_r' | 'then_f' | 'then_m', string | null>;

async function ask(question: MovesQuestion): Promise<Pair[]> {
  const { clickhouse, shop, signal, scoring, from, to } = question;
  const rows = await clickhouse.query<EngineRow>({
    sql: movesSql(question, scoring?.mode ?? 'quintile'),
    shopId: shop.shopId,
    params: { ...scoringParams({ ...question, asOf: to }), from, to },
    ...(signal && { signal }),
  });
  return rows.map(toPair);
}

const toPair = (row: EngineRow): Pair => ({
  earlier:
    row.then_r === null ? undefined : { r: Number(row.then_r), f: Number(row.then_f), m: Number(row.then_m) },
  later: { r: Number(row.now_r), f: Number(row.now_f), m: Number(row.now_m) },
  customers: Number(row.customers),
});
