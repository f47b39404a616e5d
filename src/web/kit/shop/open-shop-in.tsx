import { Link } from 'react-router';
import { useMe } from '../../client/me.ts';
import { useKitWords } from '../words.ts';

interface OpenShopInProps {
  readonly currency: string;
  /** IANA; the form's own unless told. */
  readonly zone?: string | undefined;
  /** What the new shop begins with; the list of its imports unless told. */
  readonly begin?: 'import';
  readonly onOpen?: () => void;
  /** What is to be known before. */
  readonly hint?: string;
}

/** The way to a shop that keeps its books in a currency, for whoever may open one. */
export function OpenShopIn({ currency, zone, begin, onOpen, hint }: OpenShopInProps) {
  const t = useKitWords();
  if (useMe().data?.operator !== true) return null;
  const wished = new URLSearchParams({ currency, ...(zone && { zone }), ...(begin && { begin }) });
  return (
    <>
      <Link to={`/open-shop?${wished}`} onClick={onOpen}>
        {t('open-shop-in', { currency })}
      </Link>
      {hint !== undefined && <span className="muted"> {hint}</span>}
    </>
  );
}
