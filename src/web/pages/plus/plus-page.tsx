import { useShop } from '../../client/me.ts';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { Plans } from './plans.tsx';
import styles from './plus.module.css';
import { PlusReport } from './report.tsx';
import { Subscriptions } from './subscriptions.tsx';
import { usePlusWords } from './words.ts';

/** The paid membership: what it is sold as, whether it is worth it, and who has it. */
export default function PlusPage() {
  const t = usePlusWords();
  const shop = useShop();
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} help={t('help')} />
      <div className={styles.page}>
        <Plans mayChange={shop.may('plus:manage')} />
        <PlusReport />
        <Subscriptions />
      </div>
    </>
  );
}
