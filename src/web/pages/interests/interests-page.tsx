import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { Day } from '../../kit/figures.tsx';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { Skeleton } from '../../kit/state/skeleton.tsx';
import { Dimensions } from './dimensions.tsx';
import { Drivers } from './drivers.tsx';
import { HalfLife } from './half-life.tsx';
import styles from './interests.module.css';
import { LookAlikeSection } from './look-alike.tsx';
import { NoInterests } from './no-interests.tsx';
import { Personas } from './personas.tsx';
import { useInterestWords } from './words.ts';

const path = '/api/shops/{shop}/analytics/interests' as const;

/** What customers like, which of them have a persona, and who is like a set of people. */
export default function InterestsPage() {
  const t = useInterestWords();
  const shop = useShop();
  const query = useAsk(path, { path: { shop: shop.slug } }, { keep: true });
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={
          query.data ? (
            <>
              {t('as-of')} <Day day={query.data.as_of} /> ·{' '}
              {t('customers-with', { count: query.data.customers })} ·{' '}
              {t('half-life-of', { count: query.data.half_life_days })}
            </>
          ) : (
            t('subtitle')
          )
        }
        actions={shop.may('models:write') && <HalfLife />}
        help={t('help')}
      />
      <div className={styles.page}>
        <LookAlikeSection />
        <QueryState query={query} loading={<Skeleton lines={8} />}>
          {(it) =>
            it.customers === 0 ? (
              <NoInterests />
            ) : (
              <>
                <Dimensions answer={it} />
                <Drivers answer={it} />
              </>
            )
          }
        </QueryState>
        <Personas />
      </div>
    </>
  );
}
