import { LiftSection } from '../../kit/lift/lift-section.tsx';
import styles from '../../kit/model/model.module.css';
import { ModelPage } from '../../kit/model/model-page.tsx';
import { Ahead } from './ahead.tsx';
import { Check } from './check.tsx';
import { Drivers } from './drivers.tsx';
import { Levels } from './levels.tsx';
import { nextPath, type OfNext } from './next.ts';
import { Totals } from './totals.tsx';
import { useNextWords } from './words.ts';

/** When customers buy next, how well that was known of days gone by, and what it is read from. */
export default function NextPurchasePage() {
  const t = useNextWords();
  return (
    <ModelPage
      model="next-purchase"
      path={nextPath}
      title={t('title')}
      subtitle={t('subtitle')}
      help={t('help')}
      detail={({ window_days: count }) => t('window', { count })}
      lowConfidence={t('low-confidence-text')}
      empty={{ title: t('empty'), hint: t('empty-hint') }}
    >
      {(it) => <Answer next={it} />}
    </ModelPage>
  );
}

function Answer({ next }: OfNext) {
  return (
    <>
      <Totals next={next} />
      <div className={styles.pair}>
        <Ahead next={next} />
        <Levels next={next} />
      </div>
      <Check next={next} />
      <Drivers next={next} />
      <LiftSection score="next-purchase" />
    </>
  );
}
