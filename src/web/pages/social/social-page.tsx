import { useShop } from '../../client/me.ts';
import { problemOf } from '../../client/problem.ts';
import { Day } from '../../kit/figures.tsx';
import { Refit, RunProgress } from '../../kit/model/refit.tsx';
import { useModel } from '../../kit/model/use-model.ts';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { Empty } from '../../kit/state/empty.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { Skeleton } from '../../kit/state/skeleton.tsx';
import { Communities } from './communities.tsx';
import { GrowthSection } from './growth.tsx';
import { Most } from './most.tsx';
import { Reach } from './reach.tsx';
import { Settings } from './settings.tsx';
import styles from './social.module.css';
import { Totals } from './totals.tsx';
import { type OfSocial, type Social, useSocial } from './use-social.ts';
import { useSocialWords } from './words.ts';

/** Who brings whom, who belongs together, and whether the shop grows by itself. */
export default function SocialPage() {
  const t = useSocialWords();
  const shop = useShop();
  const model = useModel('social');
  const query = useSocial(model.data?.current?.run);
  const isNothing = query.error !== null && problemOf(query.error).code === 'not-scored-yet';
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={query.data ? <Subtitle social={query.data} /> : t('subtitle')}
        actions={
          shop.may('models:write') && (
            <>
              <Settings />
              <Refit model="social" isOpen={model.data?.open != null} />
            </>
          )
        }
        help={t('help')}
      />
      <div className={styles.page}>
        {model.data?.open && <RunProgress run={model.data.open} />}
        {isNothing ? (
          <div className="card">
            <Empty title={t('empty')} hint={t('empty-hint')} />
          </div>
        ) : (
          <QueryState query={query} loading={<Skeleton lines={8} />}>
            {(it: Social) => <Answer social={it} />}
          </QueryState>
        )}
        {!isNothing && <GrowthSection />}
      </div>
    </>
  );
}

function Subtitle({ social: { run, window_days: count } }: OfSocial) {
  const t = useSocialWords();
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

function Answer({ social }: OfSocial) {
  return (
    <>
      <Totals social={social} />
      <div className={styles.pair}>
        <Most social={social} />
        <div className={styles.page}>
          <Reach social={social} />
          <Communities social={social} />
        </div>
      </div>
    </>
  );
}
