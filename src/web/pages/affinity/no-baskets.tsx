import { Button } from 'antd';
import { Link } from 'react-router';
import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { dayOf, formatDay } from '../../kit/format/dates.ts';
import { Empty } from '../../kit/state/empty.tsx';
import { useLanguage } from '../../kit/words/language.ts';
import { useAffinityWords } from './words.ts';

/** Nothing was bought in these days: most likely history was imported, and it ends before. */
export function NoBaskets({ onLast }: { readonly onLast: (day: string) => void }) {
  const t = useAffinityWords();
  const language = useLanguage();
  const shop = useShop();
  const today = dayOf(new Date(), shop.time_zone);
  const { data } = useAsk('/api/shops/{shop}/analytics/key-figures', {
    path: { shop: shop.slug },
    query: { measures: 'paid-orders', from: today, to: today },
  });
  const last = data?.orders_to ?? null;
  const day = last === null ? '' : formatDay(last, language);
  const begin = shop.may('imports:write') && <Link to={`/shops/${shop.slug}/imports`}>{t('import')}</Link>;
  return (
    <div className="card">
      <Empty
        title={t('empty')}
        hint={last === null ? t('empty-hint-none') : t('empty-hint', { day })}
        action={last === null ? begin : <Button onClick={() => onLast(last)}>{t('go-last', { day })}</Button>}
      />
    </div>
  );
}
