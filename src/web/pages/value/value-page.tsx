import { Link } from 'react-router';
import { useShop } from '../../client/me.ts';
import { problemOf } from '../../client/problem.ts';
import { Day } from '../../kit/figures.tsx';
import { Refit, RunProgress } from '../../kit/model/refit.tsx';
import { useModel } from '../../kit/model/use-model.ts';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { Empty } from '../../kit/state/empty.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { Skeleton } from '../../kit/state/skeleton.tsx';
import { Bands } from './bands.tsx';
import { Check } from './check.tsx';
import { Drivers } from './drivers.tsx';
import { Parameters } from './parameters.tsx';
import { Settings } from './settings.tsx';
import { Totals } from './totals.tsx';
import { useValue, type Value } from './use-value.ts';
import styles from './value.module.css';
import { useValueWords } from './words.ts';

/** What customers are expected to be worth, how well that did on days it had not seen, and what drives it. */
export default function ValuePage() {
  const t = useValueWords();
  const shop = useShop();
  const model = useModel('value');
  const query = useValue(model.data?.current?.run);
  const isNothing = query.error !== null && problemOf(query.error).code === 'not-scored-yet';
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={query.data ? <Subtitle value={query.data} /> : t('subtitle')}
        actions={
          shop.may('models:write') && (
            <>
              <Settings />
              <Refit model="value" isOpen={model.data?.open != null} />
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
            {(it) => <Answer value={it} />}
          </QueryState>
        )}
      </div>
    </>
  );
}

function Subtitle({ value: { run, settings } }: { readonly value: Value }) {
  const t = useValueWords();
  return (
    <>
      {t('as-of')} <Day day={run.as_of} /> · {t('horizon', { count: settings.horizon_weeks })}
      {run.confidence === 'low' && (
        <>
          {' · '}
          <strong className={styles.low}>{t('low-confidence')}</strong>
        </>
      )}
    </>
  );
}

function Answer({ value }: { readonly value: Value }) {
  const t = useValueWords();
  return (
    <>
      {value.run.confidence === 'low' && <p className={styles.notice}>{t('low-confidence-text')}</p>}
      <Totals value={value} />
      <Bands value={value} />
      <Check value={value} />
      <div className={styles.pair}>
        <Drivers value={value} />
        <Parameters value={value} />
      </div>
    </>
  );
}

/** No run is done: without orders there is nothing to learn from. */
function Nothing() {
  const t = useValueWords();
  const shop = useShop();
  const begin = shop.may('imports:write') && <Link to={`/shops/${shop.slug}/imports`}>{t('import')}</Link>;
  return (
    <div className="card">
      <Empty title={t('empty')} hint={t('empty-hint')} action={begin} />
    </div>
  );
}
