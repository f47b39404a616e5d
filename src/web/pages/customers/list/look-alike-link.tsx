import { Link } from 'react-router';
import { useShop } from '../../../client/me.ts';
import { useCustomerWords } from '../words.ts';
import type { FilterState } from './use-filter.ts';

/** Who else is like the people of the list; without a filter everybody is in it. */
export function LookAlikeLink({ filter }: Pick<FilterState, 'filter'>) {
  const t = useCustomerWords();
  const shop = useShop();
  const asked = Object.entries(filter).filter(([, value]) => value !== undefined);
  const isNested = String(filter.behaviour ?? '').startsWith('look-alike');
  if (asked.length === 0 || isNested || !shop.may('analytics:read')) return null;
  const of = new URLSearchParams(asked.map(([name, value]) => [name, String(value)])).toString();
  return <Link to={`/shops/${shop.slug}/interests?${new URLSearchParams({ of })}`}>{t('find-like')}</Link>;
}
