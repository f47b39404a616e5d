import { Link } from 'react-router';
import { useShop } from '../../client/me.ts';
import { problemOf } from '../../client/problem.ts';
import { Day } from '../../kit/figures.tsx';
import { LiftSection } from '../../kit/lift/lift-section.tsx';
import { Refit, RunProgress } from '../../kit/model/refit.tsx';
import { useModel } from '../../kit/model/use-model.ts';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { Empty } from '../../kit/state/empty.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { Skeleton } from '../../kit/state/skeleton.tsx';
import { Check } from './check.tsx';
import { Mix } from './mix.tsx';
import styles from './recommendations.module.css';
import { Totals } from './totals.tsx';
import { Trial } from './trial.tsx';
import { type Learnt, type OfLearnt, useRecommendations } from './use-recommendations.ts';
import { useRecommendationWords } from './words.ts';

/** What lists are mixed of, how much better than popularity they did, and what somebody would be shown. */
export default function RecommendationsPage() {
  const t = useRecommendationWords();
  const shop = useShop();
  const model = useModel('recommendation');
  const query = useRecommendations(model.data?.current?.run);
  const isNothing = query.error !== null && problemOf(query.error).code === 'not-scored-yet';
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={query.data ? <Subtitle learnt={query.data} /> : t('subtitle')}
        actions={
          shop.may('models:write') && <Refit model="recommendation" isOpen={model.data?.open != null} />
        }
        help={t('help')}
      />
      <div className={styles.page}>
        {model.data?.open && <RunProgress run={model.data.open} />}
        {isNothing ? (
          <Nothing />
        ) : (
          <QueryState query={query} loading={<Skeleton lines={8} />}>
            {(it: Learnt) => <Answer learnt={it} />}
          </QueryState>
        )}
      </div>
    </>
  );
}

function Subtitle({ learnt: { run } }: OfLearnt) {
  const t = useRecommendationWords();
  return (
    <>
      {t('as-of')} <Day day={run.as_of} />
      {run.confidence === 'low' && (
        <>
          {' · '}
          <strong className={styles.low}>{t('low-confidence')}</strong>
        </>
      )}
    </>
  );
}

function Answer({ learnt }: OfLearnt) {
  const t = useRecommendationWords();
  const shop = useShop();
  return (
    <>
      {learnt.run.confidence === 'low' && <p className={styles.notice}>{t('low-confidence-text')}</p>}
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

/** No run is done: without orders there is nothing to learn from. */
function Nothing() {
  const t = useRecommendationWords();
  const shop = useShop();
  const begin = shop.may('imports:write') && <Link to={`/shops/${shop.slug}/imports`}>{t('import')}</Link>;
  return (
    <div className="card">
      <Empty title={t('empty')} hint={t('empty-hint')} action={begin} />
    </div>
  );
}
