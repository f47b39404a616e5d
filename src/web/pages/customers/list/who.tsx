import { Link } from 'react-router';
import { useShop } from '../../../client/me.ts';
import { askCustomerAhead } from '../one/ask-customer-ahead.ts';
import { useCustomerWords } from '../words.ts';
import type { CustomerRow } from './row.ts';

/** What a row is called: a name, else the identity that says most, else its number. */
export function Who({ row }: { readonly row: CustomerRow }) {
  const t = useCustomerWords();
  const shop = useShop();
  const ahead = () => askCustomerAhead(shop, row.customer_id);
  const name = row.name ?? row.identity?.value ?? t('number', { id: row.customer_id });
  return (
    <Link to={`/shops/${shop.slug}/customers/${row.customer_id}`} onPointerEnter={ahead} onFocus={ahead}>
      {name}
    </Link>
  );
}
