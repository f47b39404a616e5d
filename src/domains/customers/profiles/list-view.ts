import type { Permission } from '../../../contract/auth.ts';
import type { CustomerFigures, PeopleFilter } from '../../../contract/people.ts';
import { profilingFilters } from '../../../contract/profiling-filters.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import type { Answer } from '../../compliance/index.ts';

/** The filter, or the problem `scores-hidden` or `segments-hidden` where it asks by what the caller may not see. */
export function allowedFilter(
  filter: PeopleFilter,
  permissions: ReadonlySet<Permission>,
): Result<PeopleFilter> {
  if (filter.segment !== undefined && !permissions.has('segments:read')) return fail(segmentsHidden);
  const asks = profilingFilters.some((name) => filter[name] !== undefined);
  return asks && !permissions.has('analytics:read') ? fail(scoresHidden) : ok(filter);
}

const segmentsHidden = problem('segments-hidden', 403, {
  zh: '当前角色不可见人群，也不能按人群筛选客户',
  en: 'Segments are hidden from this role, so it cannot filter customers by them either',
});

const scoresHidden = problem('scores-hidden', 403, {
  zh: '当前角色不可见 RFM 等得分，也不能按得分筛选客户',
  en: 'Scores such as RFM are hidden from this role, so it cannot filter customers by them either',
});

/**
 * Figures as the caller may see them: of orders for whoever sees orders, scores for whoever sees analyses, of whoever may be
 * profiled. That is asked at this moment: the figures of a large shop may be some minutes old, and an objection holds at once.
 */
export function figuresFor(
  figures: CustomerFigures | undefined,
  permissions: ReadonlySet<Permission>,
  may: Answer | undefined,
): CustomerFigures | undefined {
  if (figures === undefined || !permissions.has('orders:read')) return undefined;
  return permissions.has('analytics:read') && may?.allowed === true
    ? figures
    : { ...figures, scores: null, stage: null, model_scores: [] };
}
