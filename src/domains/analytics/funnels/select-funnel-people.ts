import type { FunnelPeople } from '../../../contract/funnel.ts';
import { type Issue, ok, type Result } from '../../../platform/errors.ts';
import { type BoundValues, boundValues } from '../behaviour/bound-values.ts';
import type { SelectedPeople, SelectionAsk } from '../behaviour/selected-people.ts';
import { dayIssue } from '../metrics/question.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { planFunnel } from './funnel-question.ts';
import { countedSql, type FunnelPlan } from './funnel-sql.ts';

/** The people behind a bar of a funnel, a value's bar, or a period's. */
export async function selectFunnelPeople(
  { shop }: SelectionAsk,
  question: FunnelPeople,
): Promise<Result<SelectedPeople>> {
  const planned = planFunnel(question, shop.timeZone);
  if (!planned.ok) return planned;
  const checked = orUnusable(question, issuesOf(question, planned.value));
  if (!checked.ok) return checked;
  const bound = boundValues('behaviour');
  const sql = `SELECT customer_id FROM (${countedSql(planned.value, bound)})
WHERE ${conditions(question, planned.value, bound).join(' AND ')}`;
  return ok({ sql, params: bound.params });
}

function conditions(
  { step, side, value, begun_from: from, begun_to: to }: FunnelPeople,
  { zone, dimension }: FunnelPlan,
  { bind }: BoundValues,
): string[] {
  const begun = `toDate(fromUnixTimestamp64Milli(toInt64(moments[1])), ${zone})`;
  return [
    `level ${side === 'reached' ? '>=' : '='} ${bind(step, 'UInt8')}`,
    ...(dimension === undefined || value === undefined ? [] : [`toString(value) = ${bind(value, 'String')}`]),
    ...(from === undefined ? [] : [`${begun} >= ${bind(from, 'Date')}`]),
    ...(to === undefined ? [] : [`${begun} <= ${bind(to, 'Date')}`]),
  ];
}

function issuesOf({ step, begun_from: from, begun_to: to }: FunnelPeople, { rule }: FunnelPlan): Issue[] {
  const message = { zh: '没有这个步骤', en: 'There is no such step' };
  return [
    ...(step > rule.steps.length ? [{ code: 'no-such-step', field: 'step', message }] : []),
    ...(from === undefined ? [] : dayIssue('begun_from', from)),
    ...(to === undefined ? [] : dayIssue('begun_to', to)),
  ];
}
