import { reading } from '../../../client/ask.ts';
import type { MyShop } from '../../../client/me.ts';
import { queryClient } from '../../../client/query-client.ts';
import { dayOf } from '../../../kit/format/dates.ts';
import { readView } from '../../../kit/list/view.ts';
import { rangeOf, viewDefaults } from '../range-rules.ts';
import { figuresPath, figuresQuestion } from './figures-question.ts';

/** Asks the key figures of the address. Where it says "all", what that means has to be asked first: by the page. */
export function askFiguresAhead({ slug, time_zone: zone }: MyShop, search: URLSearchParams): void {
  const view = readView(search, viewDefaults);
  if (view.range === 'all') return;
  const range = rangeOf(view, { today: dayOf(new Date(), zone), ordersFrom: null, ordersTo: null });
  void queryClient.prefetchQuery(reading(figuresPath, figuresQuestion(slug, range)));
}
