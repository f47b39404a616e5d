import { Link } from 'react-router';
import { useShop } from '../../../client/me.ts';
import { useCustomerWords } from '../words.ts';
import type { CustomerRow } from './row.ts';

/** What a row is called: a name, else the identity that says most, else its number. */
export function Who({ row }: { readonly row: CustomerRow }) {
  const t = useCustomerWords();
  const { slug } = useShop();
  const name = row.name ?? row.identity?.value ?? t('number', { id: row.customer_id });
  return <Link to={`/shops/${slug}/customers/${row.customer_id}`}>{name}</Link>;
}
