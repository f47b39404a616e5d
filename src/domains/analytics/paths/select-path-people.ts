import type { PathPeople } from '../../../contract/path.ts';
import { ok, type Result } from '../../../platform/errors.ts';
import { boundValues } from '../behaviour/bound-values.ts';
import type { SelectedPeople, SelectionAsk } from '../behaviour/selected-people.ts';
import { planPath } from './path-question.ts';
import { countedLinksSql } from './path-sql.ts';
import { nodeNumber } from './present-path.ts';

/** The people whose visits go through a node of paths, or through a link. */
export async function selectPathPeople(
  ask: SelectionAsk,
  question: PathPeople,
): Promise<Result<SelectedPeople>> {
  const planned = await planPath(ask, question);
  if (!planned.ok) return planned;
  const { level, node, next } = question;
  const bound = boundValues('behaviour');
  const number = (name: string) => bound.bind(nodeNumber(planned.value, name), 'UInt32');
  const isTarget = next === undefined && level > 0;
  const at = `level = ${bound.bind(isTarget ? level - 1 : level, 'UInt8')} AND ${isTarget ? 'b_node' : 'a_node'} = ${number(node)}`;
  const where = next === undefined ? at : `${at} AND b_node = ${number(next)}`;
  return ok({
    sql: `SELECT toUInt32(arrayJoin(bitmapToArray(groupBitmapMergeState(who)))) AS customer_id
FROM (${countedLinksSql(planned.value, bound)}) WHERE ${where}`,
    params: bound.params,
  });
}
