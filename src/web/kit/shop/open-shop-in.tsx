import { Link } from 'react-router';
import { useMe } from '../../client/me.ts';
import { useKitWords } from '../words.ts';

interface OpenShopInProps {
  readonly currency: string;
  /** What the new shop begins with; the list of its imports unless told. */
  readonly begin?: 'import';
  readonly onOpen?: () => void;
}

/** The way to a shop that keeps its books in a currency, for whoever may open one. */
export function OpenShopIn({ currency, begin, onOpen }: OpenShopInProps) {
  const t = useKitWords();
  if (useMe().data?.operator !== true) return null;
  return (
    <Link to={`/open-shop?currency=${currency}${begin ? `&begin=${begin}` : ''}`} onClick={onOpen}>
      {t('open-shop-in', { currency })}
    </Link>
  );
}
