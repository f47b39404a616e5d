import type { MyShop } from '../../../client/me.ts';
import { dayOf } from '../../../kit/format/dates.ts';
import { readView } from '../../../kit/list/read-view.ts';
import { rangeOf, viewDefaults } from '../range-rules.ts';
import { figuresPath, figuresQuestion } from './figures-question.ts';

/**
 * Where the key figures of an overview are asked, as the client writes it. Undefined where the address says "all": what
 * that means has to be asked first, by the page.
 */
export function figuresAddress(
  { slug, time_zone: zone }: Pick<MyShop, 'slug' | 'time_zone'>,
  search: URLSearchParams,
  now: Date,
): string | undefined {
  const view = readView(search, viewDefaults);
  if (view.range === 'all') return undefined;
  const range = rangeOf(view, { today: dayOf(now, zone), ordersFrom: null, ordersTo: null });
  const { path, query } = figuresQuestion(slug, range);
  return `${figuresPath.replace('{shop}', encodeURIComponent(path.shop))}?${new URLSearchParams(query)}`;
}
