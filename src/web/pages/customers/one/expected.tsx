import { type Answer, useAsk } from '../../../client/ask.ts';
import { Day, Share } from '../../../kit/figures.tsx';
import { Section } from '../../../kit/page/section.tsx';
import { useText } from '../../../kit/words/language.ts';
import { useCustomerWords } from '../words.ts';
import styles from './one.module.css';
import { useCustomer } from './use-customer.ts';

const nextPath = '/api/shops/{shop}/analytics/next-purchase/customers/{customer}' as const;
const riskPath = '/api/shops/{shop}/analytics/churn/customers/{customer}' as const;

/** When they buy next and what of, and why they may not: what models say in words. Nothing, where models say nothing of them. */
export function Expected() {
  const t = useCustomerWords();
  const { path } = useCustomer();
  const next = useAsk(nextPath, { path });
  const risk = useAsk(riskPath, { path });
  if (!next.data && !risk.data) return null;
  return (
    <Section title={t('expected')}>
      <dl className={styles.tiles}>
        {next.data && <Next it={next.data} />}
        {risk.data && <Reasons it={risk.data} />}
      </dl>
    </Section>
  );
}

function Next({ it }: { readonly it: Answer<typeof nextPath> }) {
  const t = useCustomerWords();
  const { day, low, high } = it.expected;
  return (
    <>
      <div>
        <dt>{t('next-day')}</dt>
        <dd>
          <Day day={day} />
          <div className="muted">
            <Day day={low} /> – <Day day={high} />
          </div>
          <div className="muted">
            {t('next-within', { count: it.window_days })} <Share value={it.within_window} />
          </div>
        </dd>
      </div>
      {it.categories.length > 0 && (
        <div>
          <dt>{t('next-categories')}</dt>
          <dd>
            {it.categories.map((one) => (
              <div key={one.category}>
                {one.category} <Share value={one.share} />
              </div>
            ))}
          </dd>
        </div>
      )}
      <div>
        <dt>{t('next-rhythm')}</dt>
        <dd>
          {t('days', { count: Math.round(it.rhythm.days) })}
          <div className="muted">{t('next-last', { count: it.rhythm.last })}</div>
        </dd>
      </div>
    </>
  );
}

function Reasons({ it }: { readonly it: Answer<typeof riskPath> }) {
  const t = useCustomerWords();
  const say = useText();
  return (
    <div>
      <dt>
        {t('churn-reasons')} <Share value={it.risk} />
      </dt>
      <dd>
        {it.reasons.length === 0
          ? t('no-churn-reason')
          : it.reasons.map(({ feature, text }) => <div key={feature}>{say(text)}</div>)}
      </dd>
    </div>
  );
}
