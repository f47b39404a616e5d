import { type Answer, useAsk } from '../../../client/ask.ts';
import { Instant } from '../../../kit/figures.tsx';
import { useText } from '../../../kit/words/language.ts';
import { useCustomerWords } from '../words.ts';
import styles from './one.module.css';
import { useCustomer } from './use-customer.ts';

const path = '/api/shops/{shop}/customers/{customer}/benefits' as const;
type Own = Answer<typeof path>;

/** What the customer's tier brings, and the gifts they were promised. */
export function TierBenefits() {
  const own = useAsk(path, { path: useCustomer().path }, { fresh: 0 });
  return own.data === undefined ? null : <Shown it={own.data} />;
}

function Shown({ it }: { readonly it: Own }) {
  const t = useCustomerWords();
  const say = useText();
  const gift = (one: Own['grants'][number]) =>
    'points' in one.gift ? t('tier-gift-points', { points: one.gift.points }) : say(one.gift.name);
  return (
    <>
      {it.benefits.length > 0 && <p>{it.benefits.map(({ sentence }) => say(sentence)).join(' · ')}</p>}
      <ul className={styles.lots}>
        {it.grants.slice(0, 8).map((one) => (
          <li key={one.grant_id}>
            <Instant at={one.granted_at} /> {gift(one)} · {t(`tier-grant-${one.state}`)}
          </li>
        ))}
      </ul>
    </>
  );
}
