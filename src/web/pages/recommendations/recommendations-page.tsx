import { useShop } from '../../client/me.ts';
import { LiftSection } from '../../kit/lift/lift-section.tsx';
import styles from '../../kit/model/model.module.css';
import { ModelPage } from '../../kit/model/model-page.tsx';
import { Check } from './check.tsx';
import { Mix } from './mix.tsx';
import { type OfLearnt, recommendationsPath } from './recommendations.ts';
import { Totals } from './totals.tsx';
import { Trial } from './trial.tsx';
import { useRecommendationWords } from './words.ts';

/** What lists are mixed of, how much better than popularity they did, and what somebody would be shown. */
export default function RecommendationsPage() {
  const t = useRecommendationWords();
  return (
    <ModelPage
      model="recommendation"
      path={recommendationsPath}
      title={t('title')}
      subtitle={t('subtitle')}
      help={t('help')}
      lowConfidence={t('low-confidence-text')}
      empty={{ title: t('empty'), hint: t('empty-hint') }}
    >
      {(it) => <Answer learnt={it} />}
    </ModelPage>
  );
}

function Answer({ learnt }: OfLearnt) {
  const shop = useShop();
  return (
    <>
      <Totals learnt={learnt} />
      <div className={styles.pair}>
        <Check learnt={learnt} />
        <Mix learnt={learnt} />
      </div>
      <LiftSection score="recommendations" />
      {shop.may('recommendations:read') && <Trial />}
    </>
  );
}
