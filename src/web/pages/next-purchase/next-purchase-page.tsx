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
import { Ahead } from './ahead.tsx';
import { Check } from './check.tsx';
import { Drivers } from './drivers.tsx';
import { Levels } from './levels.tsx';
import styles from './next.module.css';
import { Totals } from './totals.tsx';
import { type Next, type OfNext, useNext } from './use-next.ts';
import { useNextWords } from './words.ts';

/** When customers buy next, how well that was known of days gone by, and what it is read from. */
export default function NextPurchasePage() {
  const t = useNextWords();
  const shop = useShop();
  const model = useModel('next-purchase');
  const query = useNext(model.data?.current?.run);
  const isNothing = query.error !== null && problemOf(query.error).code === 'not-scored-yet';
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={query.data ? <Subtitle next={query.data} /> : t('subtitle')}
        actions={
          shop.may('models:write') && <Refit model="next-purchase" isOpen={model.data?.open != null} />
        }
        help={t('help')}
      />
      <div className={styles.page}>
        {model.data?.open && <RunProgress run={model.data.open} />}
        {isNothing ? (
          <Nothing />
        ) : (
          <QueryState query={query} loading={<Skeleton lines={8} />}>
            {(it: Next) => <Answer next={it} />}
          </QueryState>
        )}
      </div>
    </>
  );
}

function Subtitle({ next: { run, window_days: count } }: OfNext) {
  const t = useNextWords();
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

function Answer({ next }: OfNext) {
  const t = useNextWords();
  return (
    <>
      {next.run.confidence === 'low' && <p className={styles.notice}>{t('low-confidence-text')}</p>}
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

/** No run is done: without orders there is nothing to learn from. */
function Nothing() {
  const t = useNextWords();
  const shop = useShop();
  const begin = shop.may('imports:write') && <Link to={`/shops/${shop.slug}/imports`}>{t('import')}</Link>;
  return (
    <div className="card">
      <Empty title={t('empty')} hint={t('empty-hint')} action={begin} />
    </div>
  );
}
