import { useState } from 'react';
import { useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { Instant, Money, Num } from '../../../kit/figures.tsx';
import { columnsSetting } from '../../../kit/list/column.ts';
import { ListPage } from '../../../kit/list/list-page.tsx';
import { useView } from '../../../kit/list/view.ts';
import { useSetting } from '../../../kit/settings/use-setting.ts';
import { useCustomerWords } from '../words.ts';
import { askList, countOf, listing } from './ask-list.ts';
import { CustomerCard } from './customer-card.tsx';
import { ExportCustomers } from './export-customers.tsx';
import { FilterChips } from './filter-chips.tsx';
import { FilterForm } from './filter-form.tsx';
import { countPath, LIST, listDefaults, scoresShown } from './list-question.ts';
import { LookAlikeLink } from './look-alike-link.tsx';
import type { CustomerRow } from './row.ts';
import { SavedViews } from './saved-views.tsx';
import { SearchBox } from './search-box.tsx';
import { TagAll } from './tag-all.tsx';
import { TagSelected } from './tag-selected.tsx';
import { useCustomerColumns } from './use-customer-columns.tsx';
import { type FilterState, useFilter } from './use-filter.ts';

export const ask = askList;

/** All customers of a shop: found, filtered, sorted, tagged, taken away. */
export default function CustomersPage() {
  const t = useCustomerWords();
  const shop = useShop();
  const filters = useFilter();
  const [view, setView] = useView(listDefaults);
  const scores = scoresShown(useSetting(columnsSetting(LIST))[0]);
  // What was searched for names people, so it stands in no address.
  const [text, setText] = useState('');
  return (
    <ListPage
      name={LIST}
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
      {...listing({ shop: shop.slug, filter: filters.filter, sort: view.sort, scores, text })}
      sort={view.sort}
      onSort={(sort) => setView({ sort: sort === '' ? listDefaults.sort : sort })}
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

/** How many the filters leave, what they come to, and of when the figures are. */
function Count({ filters }: { readonly filters: FilterState }) {
  const t = useCustomerWords();
  const shop = useShop();
  const count = useAsk(countPath, countOf(shop.slug, filters.filter), { keep: true }).data;
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
