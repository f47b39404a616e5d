import { Button } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { writeBehaviour } from '../../../contract/behaviour-people.ts';
import { type Answer, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { customersAddress } from '../../kit/customers-address.ts';
import { Num, Share } from '../../kit/figures.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import { usePartName } from '../../kit/interests/use-interest-name.ts';
import { Meaning } from '../../kit/meaning.tsx';
import { Section } from '../../kit/page/section.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { Skeleton } from '../../kit/state/skeleton.tsx';
import styles from './interests.module.css';
import { useInterestWords } from './words.ts';

const path = '/api/shops/{shop}/analytics/look-alike' as const;
type LookAlike = Answer<typeof path>;

/** Look-alikes opened in the list. */
const TOP = 500;

/** Who is like the set of people the address names, and how well that was found. Nothing without a set. */
export function LookAlikeSection() {
  const [search] = useSearchParams();
  const of = search.get('of');
  return of === null ? null : <Found of={of} />;
}

function Found({ of }: { readonly of: string }) {
  const t = useInterestWords();
  const shop = useShop();
  const query = useAsk(path, { path: { shop: shop.slug }, query: { of, limit: 10 } });
  const all = customersAddress(shop.slug, { behaviour: writeBehaviour('look-alike', { of, top: TOP }) });
  return (
    <Section
      title={
        <>
          {t('look-alike')} <Meaning title={t('look-alike')} text={t('means-look-alike')} />
        </>
      }
      extra={
        <div className={styles.controls}>
          {shop.may('customers:read') && (
            <>
              <Link to={`/shops/${shop.slug}/customers?${of}`}>{t('the-set')}</Link>
              <Link to={all}>{t('open-look-alikes', { count: TOP })}</Link>
            </>
          )}
          <Link to="?">
            <Button size="small">{t('close')}</Button>
          </Link>
        </div>
      }
    >
      <QueryState query={query} loading={<Skeleton lines={6} />}>
        {(it) => <Answered it={it} />}
      </QueryState>
    </Section>
  );
}

function Answered({ it }: { readonly it: LookAlike }) {
  const t = useInterestWords();
  const nameOf = usePartName();
  const likes = it.drivers.map(
    ({ dimension, value }) => `${t(`dimension-${dimension}`)} ${nameOf(dimension, value)}`,
  );
  return (
    <>
      <p className={styles.hint}>
        {t('members', { count: it.members })} · {t('candidates', { count: it.candidates })}
        {likes.length > 0 && ` · ${t('they-like', { what: likes.slice(0, 6).join(t('and')) })}`}
      </p>
      <div className={styles.pair}>
        <Lift check={it.check} isLow={it.low_confidence} />
        <Nearest it={it} />
      </div>
    </>
  );
}

function Lift({ check, isLow }: { readonly check: LookAlike['check']; readonly isLow: boolean }) {
  const t = useInterestWords();
  const { fixed, share } = useFormat();
  if (check === null) return <p className={styles.hint}>{t('no-check')}</p>;
  return (
    <div>
      <p className={styles.hint}>
        {t('held-out', { count: check.held_out })} · AUC {fixed(check.auc, 3)}
        {isLow && ` · ${t('low-confidence')}`}
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('first-part')}</th>
            <th scope="col">{t('found')}</th>
            <th scope="col">{t('lift')}</th>
          </tr>
        </thead>
        <tbody>
          {check.tops.map((it) => (
            <tr key={it.share}>
              <th scope="row">{share(it.share)}</th>
              <td>
                <Num value={it.found} />
              </td>
              <td>{fixed(it.lift, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Nearest({ it }: { readonly it: LookAlike }) {
  const t = useInterestWords();
  const shop = useShop();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('nearest')}</th>
          <th scope="col">{t('likeness')}</th>
        </tr>
      </thead>
      <tbody>
        {it.look_alikes.map(({ customer, likeness }) => (
          <tr key={customer}>
            <th scope="row">
              {shop.may('customers:read') ? (
                <Link to={`/shops/${shop.slug}/customers/${customer}`}>{t('number', { id: customer })}</Link>
              ) : (
                t('number', { id: customer })
              )}
            </th>
            <td>
              <Share value={likeness} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
