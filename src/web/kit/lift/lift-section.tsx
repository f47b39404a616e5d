import { Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useShop } from '../../client/me.ts';
import { Meaning } from '../meaning.tsx';
import { Section } from '../page/section.tsx';
import { Empty } from '../state/empty.tsx';
import { QueryState } from '../state/query-state.tsx';
import { useKitWords } from '../words.ts';
import styles from './lift.module.css';
import { LiftTable } from './lift-table.tsx';
import { type Lift, type OfLift, useLift } from './use-lift.ts';

const spans = [14, 30, 90];

/** What acting by a score brought, against customers held out. */
export function LiftSection({ score }: { readonly score: Lift['score'] }) {
  const t = useKitWords();
  const [days, setDays] = useState(30);
  const query = useLift(score, days);
  const extra = (
    <span className={styles.extra}>
      <Segmented
        aria-label={t('lift-within')}
        value={days}
        onChange={setDays}
        options={spans.map((count) => ({ value: count, label: t('lift-days', { count }) }))}
      />
      <Meaning title={t('lift')} text={t('lift-means')} />
    </span>
  );
  return (
    <Section title={t('lift')} extra={extra}>
      <QueryState query={query}>
        {(it) => (it.orders === null ? <Nothing lift={it} /> : <Found lift={it} />)}
      </QueryState>
    </Section>
  );
}

/** Nobody can be compared yet: what it takes. */
function Nothing({ lift }: OfLift) {
  const t = useKitWords();
  const shop = useShop();
  if (lift.holdout_share === 0 && lift.held_out.customers === 0) {
    const action = shop.may('compliance:read') && (
      <Link to={`/shops/${shop.slug}/compliance/notices`}>{t('lift-set-holdout')}</Link>
    );
    return <Empty title={t('lift-no-holdout')} hint={t('lift-no-holdout-hint')} action={action} />;
  }
  const hint = lift.running > 0 ? t('lift-running', { count: lift.running }) : t(`lift-acts-${lift.score}`);
  return <Empty title={t('lift-nobody')} hint={hint} />;
}

function Found({ lift }: OfLift) {
  const t = useKitWords();
  const { low, high } = lift.orders!;
  const verdict = low > 0 ? 'more' : high < 0 ? 'less' : 'open';
  return (
    <>
      <p className={styles.verdict}>
        {t(`lift-${verdict}`)}
        {lift.confidence === 'low' && <strong className={styles.low}> {t('lift-few')}</strong>}
      </p>
      <LiftTable lift={lift} />
      {lift.running > 0 && <p className={styles.hint}>{t('lift-running', { count: lift.running })}</p>}
    </>
  );
}
