import type { Permission } from '../../../contract/auth.ts';
import type { CustomerFigures, PeopleFilter } from '../../../contract/people.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';

/** Filters by what profiling made of people: for roles that may see analyses. */
export const byScore = ['rfm_group', 'r', 'f', 'm', 'quadrant', 'stage', 'score', 'behaviour'] as const;

/** The filter, or the problem `scores-hidden` or `segments-hidden` where it asks by what the caller may not see. */
export function allowedFilter(
  filter: PeopleFilter,
  permissions: ReadonlySet<Permission>,
): Result<PeopleFilter> {
  if (filter.segment !== undefined && !permissions.has('segments:read')) return fail(segmentsHidden);
  const asks = byScore.some((name) => filter[name] !== undefined);
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

/** Figures as the caller may see them: of orders for whoever sees orders, scores for whoever sees analyses. */
export function figuresFor(
  figures: CustomerFigures | undefined,
  permissions: ReadonlySet<Permission>,
): CustomerFigures | undefined {
  if (figures === undefined || !permissions.has('orders:read')) return undefined;
  return permissions.has('analytics:read')
    ? figures
    : { ...figures, scores: null, stage: null, model_scores: [] };
}
