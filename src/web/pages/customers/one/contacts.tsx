import { type Refusal, refusalTexts } from '../../../../contract/consent.ts';
import { type Answer, useAsk } from '../../../client/ask.ts';
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

/** One line a channel: marketing beside what an order needs. */
function Now({ now }: Pick<Ledger, 'now'>) {
  const t = useCustomerWords();
  const codes = useCodeWords();
  const channels = [...new Set(now.map((it) => it.channel))];
  const of = (channel: string, purpose: string) =>
    now.find((it) => it.channel === channel && it.purpose === purpose)!;
  return (
    <div className={styles.scroll}>
      <table className={styles.consents}>
        <thead>
          <tr>
            <th scope="col">{t('may-contact-now')}</th>
            <th scope="col">{codes.purpose('marketing')}</th>
            <th scope="col">{codes.purpose('service')}</th>
          </tr>
        </thead>
        <tbody>
          {channels.map((channel) => (
            <tr key={channel}>
              <th scope="row">{codes.contact(channel)}</th>
              <td>
                <May it={of(channel, 'marketing')} />
              </td>
              <td>
                <May it={of(channel, 'service')} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function May({ it }: { readonly it: Ledger['now'][number] }) {
  const t = useCustomerWords();
  const say = useText();
  if (it.allowed) return <>{t('may')}</>;
  return (
    <span className="muted">
      {t('may-not')} · {say(refusalTexts[it.reason as Refusal])}
    </span>
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
              {t('recorded-by')} <code>{it.recorded_by}</code>
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
