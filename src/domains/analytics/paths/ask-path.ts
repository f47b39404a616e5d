import type { PathAnswer, PathQuery } from '../../../contract/path.ts';
import { ok, type Result } from '../../../platform/errors.ts';
import { boundValues } from '../behaviour/bound-values.ts';
import type { SelectionAsk } from '../behaviour/selected-people.ts';
import { planPath } from './path-question.ts';
import { countedLinksSql, type PathPlan } from './path-sql.ts';
import { type PathRow, presentPath } from './present-path.ts';

/** Links, the nodes they lead to, and everybody, each with its customers: those of two links are not those of both. */
const kinds = `arrayConcat([tuple('link', level, a_node, b_node), tuple('node', toUInt8(level + 1), b_node, toUInt64(0))],
  if(level = 0, [tuple('node', level, a_node, toUInt64(0)), tuple('all', level, toUInt64(0), toUInt64(0))], []))`;

/** Paths of visits onwards from an event, or to it. Problem: `unusable-question`. */
export async function askPath(ask: SelectionAsk, query: PathQuery): Promise<Result<PathAnswer>> {
  const planned = await planPath(ask, query);
  return planned.ok ? ok(await answerPath(planned.value)) : planned;
}

/** The answer of a plan. */
export async function answerPath(plan: PathPlan): Promise<PathAnswer> {
  const bound = boundValues('p');
  const { clickhouse, shop, signal } = plan.scope.asking;
  const rows = await clickhouse.query<PathRow>({
    sql: `SELECT part.1 AS kind, part.2 AS step, part.3 AS a, part.4 AS b, sum(paths) AS number, sum(spent) AS spent_ms,
  groupBitmapMerge(who) AS customers
FROM (SELECT *, arrayJoin(${kinds}) AS part FROM (${countedLinksSql(plan, bound)}))
GROUP BY part ORDER BY kind, step, number DESC, a, b`,
    shopId: shop.shopId,
    params: bound.params,
    ...(signal && { signal }),
  });
  return presentPath(plan, rows);
}
