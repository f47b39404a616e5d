import type { FunnelAnswer } from '../../../contract/funnel.ts';
import type { Clock } from '../../../platform/clock.ts';
import { ok, type Result } from '../../../platform/errors.ts';
import { boundValues } from '../behaviour/bound-values.ts';
import { retentionIssues } from '../behaviour/retention-issues.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { type FunnelQuestion, planFunnel } from './funnel-question.ts';
import { type FunnelPlan, funnelSql } from './funnel-sql.ts';
import { presentFunnel, type Slice } from './present-funnel.ts';

interface Row {
  readonly slice: 'all' | 'value' | 'period';
  readonly value: string;
  readonly reached: readonly string[];
  readonly spent: readonly string[];
  readonly medians: readonly number[];
  readonly done: readonly string[];
}

/** Counts a funnel over the shop days on which attempts may begin. Problem: `unusable-question`, with every issue. */
export async function askFunnel(question: FunnelQuestion, clock: Clock): Promise<Result<FunnelAnswer>> {
  const planned = planFunnel(question, question.shop.timeZone);
  if (!planned.ok) return planned;
  const dropped = orUnusable(undefined, await retentionIssues(question, question.from));
  if (!dropped.ok) return dropped;
  const slices = await askSlices(question, planned.value);
  return ok(presentFunnel(question, { plan: planned.value, slices, now: clock.now() }));
}

async function askSlices(question: FunnelQuestion, plan: FunnelPlan): Promise<Slice[]> {
  const { clickhouse, shop, signal } = question;
  const bound = boundValues('f');
  const rows = await clickhouse.query<Row>({
    sql: funnelSql(plan, bound),
    shopId: shop.shopId,
    params: bound.params,
    ...(signal && { signal }),
  });
  return rows.map((row) => ({
    ...{ slice: row.slice, value: row.value, medians: row.medians },
    ...{ reached: row.reached.map(Number), spent: row.spent.map(Number), done: row.done.map(Number) },
  }));
}
