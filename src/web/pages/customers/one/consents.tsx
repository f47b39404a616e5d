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
  return (
    <ul className={styles.says}>
      {standing.map((it) => (
        <Line key={`${it.purpose} ${it.channel}`} it={it} />
      ))}
    </ul>
  );
}

type Stands = Consents['standing'][number];

function Line({ it }: { readonly it: Stands }) {
  const t = useCustomerWords();
  const say = useText();
  const codes = useCodeWords();
  const { shop } = useCustomer();
  const said = t(it.state === null ? 'answer-none' : `state-${it.state}`);
  return (
    <li>
      <div>
        {codes.purpose(it.purpose)}
        {it.channel !== 'any' && ` · ${codes.contact(it.channel)}`}
        <div className="muted">
          {said} ·{' '}
          {it.allowed ? t('may-use') : `${t('may-not-use')} (${say(refusalTexts[it.reason as Refusal])})`}
        </div>
      </div>
      {shop.may('compliance:write') && <Change it={it} />}
    </li>
  );
}

/** What may be used for lack of an objection is objected to; what needs a consent is consented to. */
function Change({ it }: { readonly it: Stands }) {
  const t = useCustomerWords();
  const takesAway = it.state === 'granted' || (it.state === null && it.allowed);
  const word = it.state === 'granted' ? 'withdraw' : takesAway ? 'refuse' : 'grant';
  return (
    <RecordConsent
      label={t(word)}
      first={{ purpose: it.purpose, channel: it.channel, state: takesAway ? 'withdrawn' : 'granted' }}
    />
  );
}
