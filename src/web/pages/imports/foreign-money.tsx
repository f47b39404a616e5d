import { useShop } from '../../client/me.ts';
import { OpenShopIn } from '../../kit/shop/open-shop-in.tsx';
import { isInHand, takeFileAlong } from './file-in-hand.ts';
import styles from './imports.module.css';
import { useImportWords } from './words.ts';

interface ForeignMoneyProps {
  /** Of the file's orders. */
  readonly currencies: readonly string[];
  /** The zone of the file's times, where it is known. */
  readonly zone?: string | undefined;
  /** Where it is about to be imported: its file goes along to the shop that is opened. */
  readonly upload?: string;
}

/** Orders in money the shop does not count in: kept, and in no figure. Said before they are searched for there. */
export function ForeignMoney({ currencies, zone, upload }: ForeignMoneyProps) {
  const t = useImportWords();
  const { currency: shop } = useShop();
  const others = currencies.filter((it) => it !== shop);
  const along = upload !== undefined && {
    ...{ begin: 'import' as const, onOpen: () => takeFileAlong(upload) },
    ...(!isInHand(upload) && { hint: t('choose-again') }),
  };
  return others.map((currency) => (
    <p key={currency} className={styles.foreign}>
      {t('foreign-money', { currency, shop })} <OpenShopIn currency={currency} zone={zone} {...along} />
    </p>
  ));
}
