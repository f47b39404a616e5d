import { useShop } from '../../client/me.ts';
import { OpenShopIn } from '../../kit/shop/open-shop-in.tsx';
import styles from './imports.module.css';
import { useImportWords } from './words.ts';

interface ForeignMoneyProps {
  /** Of the file's orders. */
  readonly currencies: readonly string[];
  /** Where the file is at hand: it goes along to the shop that is opened. */
  readonly onOpen?: () => void;
}

/** Orders in money the shop does not count in: kept, and in no figure. Said before they are searched for there. */
export function ForeignMoney({ currencies, onOpen }: ForeignMoneyProps) {
  const t = useImportWords();
  const { currency: shop } = useShop();
  const others = currencies.filter((it) => it !== shop);
  return others.map((currency) => (
    <p key={currency} className={styles.foreign}>
      {t('foreign-money', { currency, shop })}{' '}
      <OpenShopIn currency={currency} {...(onOpen && { begin: 'import', onOpen })} />
    </p>
  ));
}
