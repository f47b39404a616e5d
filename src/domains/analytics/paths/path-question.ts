import { type PathQuery, pathQuerySchema } from '../../../contract/path.ts';
import { quote } from '../../../platform/clickhouse/literal.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { type Issue, ok, type Result } from '../../../platform/errors.ts';

import { retentionIssues } from '../behaviour/retention-issues.ts';
import type { SelectionAsk } from '../behaviour/selected-people.ts';
import { dayIssues } from '../metrics/question.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import type { PathPlan } from './path-sql.ts';
import { readVisitSettings } from './visit-settings-store.ts';
import { readWords, type VisitScope } from './visit-words.ts';

/** The days of a question, and how the shop reads visits. Problem: `unusable-question`. */
export async function scopeVisits(
  ask: SelectionAsk,
  { from, to }: { from: string; to: string },
  more: readonly Issue[] = [],
): Promise<Result<VisitScope>> {
  const issues = [...more, ...dayIssues(from, to)];
  const known = issues.length > 0 ? issues : await retentionIssues(ask, from);
  const checked = orUnusable(undefined, known);
  if (!checked.ok) return checked;
  const { shop, clickhouse, signal, platform } = ask;
  const settings = await withShop(platform.db, shop.shopId, (tx) => readVisitSettings(tx, shop.shopId));
  return ok({ asking: { clickhouse, shop, signal }, zone: quote(shop.timeZone), from, to, settings });
}

/** What of a question is settled before it is asked: the events of the days by number among it. */
export async function planPath(ask: SelectionAsk, query: PathQuery): Promise<Result<PathPlan>> {
  const scope = await scopeVisits(ask, query, eventIssues(query));
  if (!scope.ok) return scope;
  const { depth, top } = pathQuerySchema.properties;
  return ok({
    scope: scope.value,
    words: await readWords(scope.value, query.pages !== 'together'),
    event: query.from_event ?? query.to_event!,
    isForward: query.from_event !== undefined,
    depth: query.depth ?? Number((depth as { default?: number }).default),
    top: query.top ?? Number((top as { default?: number }).default),
    folds: query.loops !== 'keep',
  });
}

function eventIssues({ from_event: from, to_event: to }: PathQuery): Issue[] {
  if ((from === undefined) !== (to === undefined)) return [];
  const message = {
    zh: '请给出起点事件或终点事件之一',
    en: 'Give the event paths begin with, or the one they lead to: one of the two',
  };
  return [{ code: 'one-event', field: 'from_event', message }];
}
