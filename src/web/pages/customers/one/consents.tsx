import { purposes, type Refusal, refusalTexts } from '../../../../contract/consent.ts';
import { useAsk } from '../../../client/ask.ts';
import { Section } from '../../../kit/page/section.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { useText } from '../../../kit/words/language.ts';
import { isOneOf } from '../codes.ts';
import { useCustomerWords } from '../words.ts';
import styles from './one.module.css';
import { useCustomer } from './use-customer.ts';

const contactChannels = ['any', 'sms', 'e-mail', 'wechat', 'app-push', 'phone', 'mini-program'] as const;

/** What may be done with their data, per purpose and channel, and why not. */
export function Consents() {
  const t = useCustomerWords();
  const say = useText();
  const { path } = useCustomer();
  const consents = useAsk('/api/shops/{shop}/compliance/customers/{customer}/consents', { path });
  const channelName = (code: string) => (isOneOf(contactChannels, code) ? t(`contact-${code}`) : code);
  return (
    <Section title={t('consents')}>
      <QueryState query={consents}>
        {({ standing }) => (
          <table className={styles.consents}>
            <thead>
              <tr>
                <th scope="col">{t('purpose')}</th>
                <th scope="col">{t('by-channel')}</th>
                <th scope="col">{t('allowed')}</th>
              </tr>
            </thead>
            <tbody>
              {standing.map((it) => (
                <tr key={`${it.purpose} ${it.channel}`}>
                  <td>{say(purposes[it.purpose as keyof typeof purposes].label)}</td>
                  <td>{channelName(it.channel)}</td>
                  <td>{it.allowed ? t('yes') : `${t('no')} · ${say(refusalTexts[it.reason as Refusal])}`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </QueryState>
    </Section>
  );
}
