import { withShop } from '../../platform/db/postgres.ts';
import { fail, type Result } from '../../platform/errors.ts';
import { boundValues } from '../analytics/index.ts';
import { customerOf, type PeopleFinder, type PeopleView } from '../customers/index.ts';
import { oneSegment } from './find-one.ts';
import { membersNowSql } from './members-sql.ts';

/**
 * The people of a view, where the filter `segment` means the members of that segment now: lists, counts, exports and bulk
 * tags ask through it. Problem: `segment-not-found`.
 */
export const withinSegments = (finder: PeopleFinder): PeopleFinder => ({
  ...finder,
  page: (ask) => narrowed(ask, finder.page),
  count: (view) => narrowed(view, finder.count),
  behind: (view, after, limit) => narrowed(view, (it) => finder.behind(it, after, limit)),
});

async function narrowed<V extends PeopleView, T>(
  view: V,
  answer: (view: V) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { segment } = view.filter;
  if (segment === undefined) return answer(view);
  const found = await withShop(view.platform.db, view.shop.shopId, (tx) =>
    oneSegment(tx, view.shop.shopId, segment),
  );
  if (!found.ok) return fail(found.problem);
  const { segmentId, refresh } = found.value;
  if (refresh === null) return answer({ ...view, selected: undefined });
  const bound = boundValues('segment');
  const members = membersNowSql({ segmentId, refresh }, bound);
  const sql = `SELECT ${customerOf('member')} FROM (SELECT customer_id AS member FROM (${members}))`;
  return answer({ ...view, selected: { sql, params: bound.params } });
}
