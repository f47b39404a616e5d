import { type Refusal, refusalTexts } from '../../../../contract/consent.ts';
import { useAsk } from '../../../client/ask.ts';
import { Section } from '../../../kit/page/section.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { useText } from '../../../kit/words/language.ts';
import { useCodeWords } from '../code-words.ts';
import { useCustomerWords } from '../words.ts';
import { ConsentHistory } from './consent-history.tsx';
import styles from './one.module.css';
import { RecordConsent } from './record-consent.tsx';
import { type Consents, consentsPath, useCustomer } from './use-customer.ts';

/** What they said, per purpose and channel, what may be done with their data therefore, and the proof of it. */
export function ConsentsSection() {
  const t = useCustomerWords();
  const { path, shop } = useCustomer();
  const consents = useAsk(consentsPath, { path });
  return (
    <Section
      title={t('consents')}
      extra={shop.may('compliance:write') && <RecordConsent label={t('record-consent')} />}
    >
      <QueryState query={consents}>
        {({ standing, history }) => (
          <>
            <Standing standing={standing} />
            <ConsentHistory history={history} />
          </>
        )}
      </QueryState>
    </Section>
  );
}

function Standing({ standing }: Pick<Consents, 'standing'>) {
  const t = useCustomerWords();
  return (
    <div className={styles.scroll}>
      <table className={styles.consents}>
        <thead>
          <tr>
            <th scope="col">{t('purpose')}</th>
            <th scope="col">{t('by-channel')}</th>
            <th scope="col">{t('answer')}</th>
            <th scope="col">{t('allowed')}</th>
            <th scope="col" aria-label={t('record-consent')} />
          </tr>
        </thead>
        <tbody>
          {standing.map((it) => (
            <Line key={`${it.purpose} ${it.channel}`} it={it} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ it }: { readonly it: Consents['standing'][number] }) {
  const t = useCustomerWords();
  const say = useText();
  const codes = useCodeWords();
  const { shop } = useCustomer();
  return (
    <tr>
      <td>{codes.purpose(it.purpose)}</td>
      <td>{codes.contact(it.channel)}</td>
      <td>{t(it.state === null ? 'answer-none' : `state-${it.state}`)}</td>
      <td>{it.allowed ? t('yes') : `${t('no')} · ${say(refusalTexts[it.reason as Refusal])}`}</td>
      <td>
        {shop.may('compliance:write') && (
          <RecordConsent
            label={t(it.state === 'granted' ? 'withdraw' : 'grant')}
            first={{
              ...{ purpose: it.purpose, channel: it.channel },
              state: it.state === 'granted' ? 'withdrawn' : 'granted',
            }}
          />
        )}
      </td>
    </tr>
  );
}
