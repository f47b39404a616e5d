import { useShop } from '../../client/me.ts';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { Approvals } from './approvals.tsx';
import { Audit } from './audit.tsx';
import { Liability } from './liability.tsx';
import styles from './points.module.css';
import { Rules } from './rules.tsx';
import { usePointsWords } from './words.ts';

/** By which rules points are earned, what the shop owes in them, what waits for approval, and whether it adds up. */
export default function PointsPage() {
  const t = usePointsWords();
  const shop = useShop();
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} help={t('help')} />
      <div className={styles.page}>
        <Liability />
        <Rules mayChange={shop.may('points:manage')} />
        <Approvals mayDecide={shop.may('points:manage')} />
        <Audit mayRun={shop.may('points:manage')} />
      </div>
    </>
  );
}
