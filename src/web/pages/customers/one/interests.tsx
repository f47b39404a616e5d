import { Link } from 'react-router';
import { type Answer, useAsk } from '../../../client/ask.ts';
import { problemOf } from '../../../client/problem.ts';
import { Day, Share } from '../../../kit/figures.tsx';
import { Bars } from '../../../kit/interests/bars.tsx';
import { useInterestName, usePartName } from '../../../kit/interests/use-interest-name.ts';
import { Meaning } from '../../../kit/meaning.tsx';
import { Section } from '../../../kit/page/section.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { WhenSeen } from '../../../kit/when-seen.tsx';
import { useCustomerWords } from '../words.ts';
import styles from './one.module.css';
import { useCustomer } from './use-customer.ts';

const path = '/api/shops/{shop}/analytics/interests/customers/{customer}' as const;
type Interests = Answer<typeof path>;

/** Values of a dimension on the page; the rest is in the API. */
const SHOWN = 4;

/** What they like, decayed, and who is like them. */
export function InterestsSection() {
  const t = useCustomerWords();
  const { path: of } = useCustomer();
  const query = useAsk(path, { path: of });
  const isNone = query.error !== null && problemOf(query.error).code === 'no-interests';
  return (
    <Section
      title={
        <>
          {t('interests')} <Meaning title={t('interests')} text={t('means-interests')} />
        </>
      }
      extra={
        query.data && (
          <span className="muted">
            {t('as-of')} <Day day={query.data.as_of} /> · {t('signs', { count: query.data.acts })}
            {query.data.low_confidence && ` · ${t('low-confidence')}`}
          </span>
        )
      }
    >
      {isNone ? (
        <p className="muted">{t('no-interests')}</p>
      ) : (
        <QueryState query={query}>{(it) => <Dimensions interests={it} />}</QueryState>
      )}
    </Section>
  );
}

function Dimensions({ interests }: { readonly interests: Interests }) {
  const t = useCustomerWords();
  const nameOf = useInterestName(interests.bands);
  return (
    <div className={styles.stack}>
      <div className={styles.likes}>
        {interests.dimensions
          .filter((it) => it.values.length > 0)
          .map(({ dimension, values }) => (
            <div key={dimension}>
              <h3 className="muted">{t(`interest-${dimension}`)}</h3>
              <Bars
                bars={values.slice(0, SHOWN).map((it) => ({
                  ...{ key: it.value, name: nameOf(dimension, it.value), length: it.share },
                  figure: <Share value={it.share} />,
                }))}
              />
            </div>
          ))}
      </div>
      <WhenSeen>
        <Similar />
      </WhenSeen>
    </div>
  );
}

/** The nearest few, and what makes them alike: everybody of the shop is compared. */
function Similar() {
  const t = useCustomerWords();
  const nameOf = usePartName();
  const { path: of, shop } = useCustomer();
  const query = useAsk('/api/shops/{shop}/analytics/interests/customers/{customer}/similar', {
    path: of,
    query: { limit: 5 },
  });
  return (
    <QueryState query={query}>
      {({ similar }) =>
        similar.length === 0 ? null : (
          <p className={styles.alike}>
            {t('similar')}{' '}
            {similar.map((it, n) => (
              <span key={it.customer}>
                {n > 0 && ' · '}
                <Link
                  to={`/shops/${shop.slug}/customers/${it.customer}`}
                  title={it.shared
                    .map(
                      ({ dimension, value }) => `${t(`interest-${dimension}`)} ${nameOf(dimension, value)}`,
                    )
                    .join(' · ')}
                >
                  {t('number', { id: it.customer })}
                </Link>{' '}
                <Share value={it.similarity} />
              </span>
            ))}
          </p>
        )
      }
    </QueryState>
  );
}
