import { useShop } from '../../client/me.ts';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { Items } from './items.tsx';
import styles from './mall.module.css';
import { Redemptions } from './redemptions.tsx';
import { useMallWords } from './words.ts';

/** What points are exchanged for, how much of it there is, and who took it. */
export default function MallPage() {
  const t = useMallWords();
  const shop = useShop();
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} help={t('help')} />
      <div className={styles.page}>
        <Items mayChange={shop.may('points:manage')} />
        <Redemptions mayDecide={shop.may('points:write')} />
      </div>
    </>
  );
}
