import { Link } from 'react-router';
import { useMe } from '../../client/me.ts';
import { useKitWords } from '../words.ts';

/** The way to a shop that keeps its books in a currency, for whoever may open one. */
export function OpenShopIn({ currency }: { readonly currency: string }) {
  const t = useKitWords();
  if (useMe().data?.operator !== true) return null;
  return <Link to={`/open-shop?currency=${currency}`}>{t('open-shop-in', { currency })}</Link>;
}
