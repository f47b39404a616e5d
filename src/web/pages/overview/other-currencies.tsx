import type { Answer } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { useFormat } from '../../kit/format/use-format.ts';
import { OpenShopIn } from '../../kit/shop/open-shop-in.tsx';
import styles from './overview.module.css';
import { useOverviewWords } from './words.ts';

type Other = NonNullable<Answer<'/api/shops/{shop}/analytics/key-figures'>['other_currencies']>[number];

/** What is left out is said: adding yuan to pounds would be wrong, and silence too. */
export function OtherCurrencies({ others }: { readonly others: readonly Other[] }) {
  const t = useOverviewWords();
  const { number } = useFormat();
  const { currency: shop } = useShop();
  return others.map(({ currency, documents }) => (
    <p key={currency} className={styles.notice}>
      {t('other-currencies', { documents: number(documents), currency, shop })}{' '}
      <OpenShopIn currency={currency} />
    </p>
  ));
}
