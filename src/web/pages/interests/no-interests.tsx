import { Link } from 'react-router';
import { useShop } from '../../client/me.ts';
import { Empty } from '../../kit/state/empty.tsx';
import { useInterestWords } from './words.ts';

/** Nobody bought or looked at anything of late. */
export function NoInterests() {
  const t = useInterestWords();
  const shop = useShop();
  const begin = shop.may('imports:write') && <Link to={`/shops/${shop.slug}/imports`}>{t('import')}</Link>;
  return (
    <div className="card">
      <Empty title={t('empty')} hint={t('empty-hint')} action={begin} />
    </div>
  );
}
