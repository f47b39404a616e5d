import { type Refusal, refusalTexts } from '../../../../contract/consent.ts';
import { type Answer, useAsk } from '../../../client/ask.ts';
import { Actor } from '../../../kit/actor.tsx';
import { Instant } from '../../../kit/figures.tsx';
import { Section } from '../../../kit/page/section.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { useText } from '../../../kit/words/language.ts';
import { useCodeWords } from '../code-words.ts';
import { useCustomerWords } from '../words.ts';
import styles from './one.module.css';
import { useCustomer } from './use-customer.ts';

const path = '/api/shops/{shop}/compliance/customers/{customer}/contacts' as const;
type Ledger = Answer<typeof path>;

/** Whether they may be contacted now and why not, and the contacts made, counted against the caps. */
export function Contacts() {
  const t = useCustomerWords();
  const customer = useCustomer();
  const ledger = useAsk(path, { path: customer.path });
  return (
    <Section title={t('contacts')}>
      <QueryState query={ledger}>
        {({ now, caps, made }) => (
          <>
            <h3 className={styles.sub}>{t('may-contact-now')}</h3>
            <Now now={now} />
            <h3 className={styles.sub}>{t('caps')}</h3>
            <Caps caps={caps} />
            <h3 className={styles.sub}>{t('contacts-made')}</h3>
            <Made made={made} />
          </>
        )}
      </QueryState>
    </Section>
  );
}

/** Marketing first, then what an order needs; channels with the same answer stand together. */
function Now({ now }: Pick<Ledger, 'now'>) {
  const codes = useCodeWords();
  const purposes = [...new Set(now.map((it) => it.purpose))];
  return (
    <dl className={styles.now}>
      {purposes.map((purpose) => (
        <div key={purpose}>
          <dt>{codes.purpose(purpose)}</dt>
          <Answers now={now.filter((it) => it.purpose === purpose)} />
        </div>
      ))}
    </dl>
  );
}

function Answers({ now }: Pick<Ledger, 'now'>) {
  const codes = useCodeWords();
  const reasons = [...new Set(now.map((it) => it.reason))];
  return reasons.map((reason) => (
    <dd key={reason}>
      <May reason={reason} />{' '}
      <span className="muted">
        {now
          .filter((it) => it.reason === reason)
          .map((it) => codes.contact(it.channel))
          .join(' · ')}
      </span>
    </dd>
  ));
}

function May({ reason }: { readonly reason: Ledger['now'][number]['reason'] }) {
  const t = useCustomerWords();
  const say = useText();
  if (reason === null) return <strong>{t('may')}</strong>;
  return (
    <strong className={styles.warn}>
      {t('may-not')} ({say(refusalTexts[reason as Refusal])})
    </strong>
  );
}

function Caps({ caps }: Pick<Ledger, 'caps'>) {
  const t = useCustomerWords();
  const codes = useCodeWords();
  if (caps.length === 0) return <p className="muted">{t('no-caps')}</p>;
  return (
    <ul>
      {caps.map((it) => (
        <li key={`${it.channel} ${it.purpose} ${it.days}`}>
          {codes.contact(it.channel)} · {it.purpose === 'any' ? t('any-purpose') : codes.purpose(it.purpose)}{' '}
          ·{' '}
          <span className={it.made >= it.most ? styles.warn : ''}>
            {t('cap-made', { days: it.days, made: it.made, most: it.most })}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Made({ made }: Pick<Ledger, 'made'>) {
  const t = useCustomerWords();
  const codes = useCodeWords();
  if (made.length === 0) return <p className="muted">{t('no-contacts')}</p>;
  return (
    <details className={styles.history}>
      <summary>{t('contacts-count', { count: made.length })}</summary>
      <ol>
        {made.map((it) => (
          <li key={`${it.at} ${it.channel} ${it.purpose}`}>
            <Instant at={it.at} /> · {codes.contact(it.channel)} · {codes.purpose(it.purpose)}{' '}
            <span className="muted">
              {t('recorded-by')} <Actor by={it.recorded_by} name={it.recorded_by_name} />
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
