import { LiftSection } from '../../kit/lift/lift-section.tsx';
import styles from '../../kit/model/model.module.css';
import { ModelPage } from '../../kit/model/model-page.tsx';
import { Check } from './check.tsx';
import { churnPath, type OfChurn } from './churn.ts';
import { Drivers } from './drivers.tsx';
import { Levels } from './levels.tsx';
import { Most } from './most.tsx';
import { Settings } from './settings.tsx';
import { Totals } from './totals.tsx';
import { useChurnWords } from './words.ts';

/** Who is about to leave, why, what is at stake, and how well that was known of days gone by. */
export default function ChurnPage() {
  const t = useChurnWords();
  return (
    <ModelPage
      model="churn"
      path={churnPath}
      title={t('title')}
      subtitle={t('subtitle')}
      help={t('help')}
      detail={({ window_days: count }) => t('window', { count })}
      lowConfidence={t('low-confidence-text')}
      settings={<Settings />}
      empty={{ title: t('empty'), hint: t('empty-hint') }}
    >
      {(it) => <Answer churn={it} />}
    </ModelPage>
  );
}

function Answer({ churn }: OfChurn) {
  return (
    <>
      <Totals churn={churn} />
      <Most churn={churn} />
      <div className={`${styles.pair} ${styles.wideFirst}`}>
        <Check churn={churn} />
        <div className={styles.page}>
          <Levels churn={churn} />
          <Drivers churn={churn} />
        </div>
      </div>
      <LiftSection score="churn" />
    </>
  );
}
