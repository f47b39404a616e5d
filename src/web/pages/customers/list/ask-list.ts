import { api, take } from '../../../client/api.ts';
import { ask, reading } from '../../../client/ask.ts';
import { queryClient } from '../../../client/query-client.ts';
import { columnsSetting } from '../../../kit/list/column.ts';
import { sizeOf, sizeSetting } from '../../../kit/list/page-sizes.ts';
import { readView } from '../../../kit/list/read-view.ts';
import { type LoadPage, pagesQuestion } from '../../../kit/list/use-pages.ts';
import { settingsOf } from '../../../kit/settings/settings.ts';
import type { OpenedPage } from '../../../shell/page-entry.ts';
import {
  countPath,
  filterIn,
  LIST,
  type ListQuestion,
  listDefaults,
  listPath,
  listQuery,
  scoresShown,
} from './list-question.ts';
import type { CustomerRow } from './row.ts';

interface Listing extends Pick<ListQuestion, 'filter' | 'sort' | 'scores'> {
  readonly shop: string;
  /** What was searched. */
  readonly text: string;
}

/** The list as the page shows it. */
export const listing = ({ shop, text, ...asked }: Listing) => ({
  queryKey: ['customers', shop, asked.filter, asked.sort, asked.scores, text],
  load: (async (cursor, signal, limit) => {
    const query = listQuery({ ...asked, cursor, limit });
    const path = { shop };
    const page =
      text === ''
        ? await ask(listPath, { path, query } as never, signal)
        : await take(
            api.POST('/api/shops/{shop}/customers/search', {
              params: { path },
              body: { ...query, text } as never,
              signal,
            }),
          );
    return { rows: page.customers, next: page.next_cursor };
  }) satisfies LoadPage<CustomerRow>,
});

/** How many the filters leave. */
export const countOf = (shop: string, filter: ListQuestion['filter']) =>
  ({ path: { shop }, query: filter }) as never;

/** Asks for the rows of the list as its address has it, and how many there are. */
export function askList({ shop: { slug: shop }, search }: OpenedPage): void {
  const settings = settingsOf(shop);
  const filter = filterIn(search);
  const { sort } = readView(search, listDefaults);
  const scores = scoresShown(settings[columnsSetting(LIST)]);
  const size = sizeOf(settings[sizeSetting(LIST)]);
  void queryClient.prefetchInfiniteQuery(
    pagesQuestion({ ...listing({ shop, filter, sort, scores, text: '' }), size }),
  );
  void queryClient.prefetchQuery(reading(countPath, countOf(shop, filter)));
}
