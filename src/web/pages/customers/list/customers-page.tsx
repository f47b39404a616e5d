import { useState } from 'react';
import { api, take } from '../../../client/api.ts';
import { ask, useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { Instant, Money, Num } from '../../../kit/figures.tsx';
import { ListPage } from '../../../kit/list/list-page.tsx';
import type { LoadPage } from '../../../kit/list/use-pages.ts';
import { useView } from '../../../kit/list/view.ts';
import { useCustomerWords } from '../words.ts';
import { CustomerCard } from './customer-card.tsx';
import { ExportCustomers } from './export-customers.tsx';
import { FilterChips } from './filter-chips.tsx';
import { FilterForm } from './filter-form.tsx';
import { LookAlikeLink } from './look-alike-link.tsx';
import type { CustomerRow } from './row.ts';
import { SavedViews } from './saved-views.tsx';
import { SearchBox } from './search-box.tsx';
import { TagAll } from './tag-all.tsx';
import { TagSelected } from './tag-selected.tsx';
import { useCustomerColumns } from './use-customer-columns.tsx';
import { type FilterState, useFilter } from './use-filter.ts';

/** All customers of a shop: found, filtered, sorted, tagged, taken away. */
export default function CustomersPage() {
  const t = useCustomerWords();
  const shop = useShop();
  const filters = useFilter();
  const [view, setView] = useView({ sort: 'last-order' });
  // What was searched for names people, so it stands in no address.
  const [text, setText] = useState('');
  return (
    <ListPage
      name="customers"
      title={t('title')}
      subtitle={<Count filters={filters} />}
      help={t('help')}
      actions={
        <>
          <LookAlikeLink filter={filters.filter} />
          {shop.may('customers:write') && <TagAll filter={filters.filter} />}
          <ExportCustomers filter={filters.filter} />
        </>
      }
      filters={
        <>
          <SearchBox text={text} onSearch={setText} />
          <FilterForm {...filters} />
          <SavedViews {...filters} />
          <FilterChips {...filters} />
        </>
      }
      columns={useCustomerColumns()}
      rowKey={(row) => String(row.customer_id)}
      queryKey={['customers', shop.slug, filters.filter, view.sort, text]}
      load={loader({ shop: shop.slug, filter: filters.filter, sort: view.sort, text })}
      sort={view.sort}
      onSort={(sort) => setView({ sort: sort === '' ? 'last-order' : sort })}
      // Every search is on record: one nobody looks at must not be.
      ahead={text === ''}
      empty={{ title: t('empty'), hint: t(text === '' ? 'empty-hint' : 'empty-search-hint') }}
      {...(shop.may('customers:write') && {
        bulk: (rows: readonly CustomerRow[], clear: () => void) => <TagSelected rows={rows} onDone={clear} />,
      })}
      card={(row) => <CustomerCard row={row} />}
    />
  );
}

interface Listing {
  readonly shop: string;
  readonly filter: FilterState['filter'];
  readonly sort: string;
  readonly text: string;
}

const loader =
  ({ shop, filter, sort: by, text }: Listing): LoadPage<CustomerRow> =>
  async (cursor, signal, limit) => {
    const [key = '', order = 'desc'] = by.split('.');
    // By a score of a model: `score:lifetime-value`.
    const [sort, score] = key.split(':');
    const query = {
      ...filter,
      sort,
      order,
      ...(score !== undefined && { by_score: score }),
      limit,
      ...(cursor !== undefined && { cursor }),
    };
    const path = { shop };
    const page =
      text === ''
        ? await ask('/api/shops/{shop}/customers', { path, query } as never, signal)
        : await take(
            api.POST('/api/shops/{shop}/customers/search', {
              params: { path },
              body: { ...query, text } as never,
              signal,
            }),
          );
    return { rows: page.customers, next: page.next_cursor };
  };

/** How many the filters leave, what they come to, and of when the figures are. */
function Count({ filters }: { readonly filters: FilterState }) {
  const t = useCustomerWords();
  const shop = useShop();
  const params = { path: { shop: shop.slug }, query: filters.filter } as never;
  const count = useAsk('/api/shops/{shop}/customers/count', params, { keep: true }).data;
  if (count === undefined) return t('counting');
  return (
    <>
      <Num value={count.customers} /> {t('count-customers', { count: count.customers })}
      {shop.may('orders:read') && (
        <>
          {' · '}
          {t('count-net-sales')} <Money value={count.net_sales} compact />
        </>
      )}
      {' · '}
      {t('counted-at')} <Instant at={count.counted_at} />
      {count.withheld > 0 && ` · ${t('withheld', { count: count.withheld })}`}
    </>
  );
}
