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
import styles from './churn.module.css';
import { Drivers } from './drivers.tsx';
import { Levels } from './levels.tsx';
import { Most } from './most.tsx';
import { Settings } from './settings.tsx';
import { Totals } from './totals.tsx';
import { type Churn, type OfChurn, useChurn } from './use-churn.ts';
import { useChurnWords } from './words.ts';

/** Who is about to leave, why, what is at stake, and how well that was known of days gone by. */
export default function ChurnPage() {
  const t = useChurnWords();
  const shop = useShop();
  const model = useModel('churn');
  const query = useChurn(model.data?.current?.run);
  const isNothing = query.error !== null && problemOf(query.error).code === 'not-scored-yet';
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={query.data ? <Subtitle churn={query.data} /> : t('subtitle')}
        actions={
          shop.may('models:write') && (
            <>
              <Settings />
              <Refit model="churn" isOpen={model.data?.open != null} />
            </>
          )
        }
        help={t('help')}
      />
      <div className={styles.page}>
        {model.data?.open && <RunProgress run={model.data.open} />}
        {isNothing ? (
          <Nothing />
        ) : (
          <QueryState query={query} loading={<Skeleton lines={8} />}>
            {(it: Churn) => <Answer churn={it} />}
          </QueryState>
        )}
      </div>
    </>
  );
}

function Subtitle({ churn: { run, window_days: count } }: OfChurn) {
  const t = useChurnWords();
  return (
    <>
      {t('as-of')} <Day day={run.as_of} /> · {t('window', { count })}
      {run.confidence === 'low' && (
        <>
          {' · '}
          <strong className={styles.low}>{t('low-confidence')}</strong>
        </>
      )}
    </>
  );
}

function Answer({ churn }: OfChurn) {
  const t = useChurnWords();
  return (
    <>
      {churn.run.confidence === 'low' && <p className={styles.notice}>{t('low-confidence-text')}</p>}
      <Totals churn={churn} />
      <Most churn={churn} />
      <div className={styles.pair}>
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

/** No run is done: without orders there is nothing to learn from. */
function Nothing() {
  const t = useChurnWords();
  const shop = useShop();
  const begin = shop.may('imports:write') && <Link to={`/shops/${shop.slug}/imports`}>{t('import')}</Link>;
  return (
    <div className="card">
      <Empty title={t('empty')} hint={t('empty-hint')} action={begin} />
    </div>
  );
}
