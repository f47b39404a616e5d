import { type Answer, useAsk } from '../../../client/ask.ts';
import { Section } from '../../../kit/page/section.tsx';
import { useCustomerWords } from '../words.ts';
import styles from './one.module.css';
import { RecordConsent } from './record-consent.tsx';
import { useCustomer } from './use-customer.ts';

const listPath = '/api/shops/{shop}/recommendations' as const;
type List = Answer<typeof listPath>;

/** What they are shown, why, and the choice not to have it made of their purchases. Nothing, where nothing was learnt. */
export function Recommended() {
  const t = useCustomerWords();
  const { path, shop } = useCustomer();
  const query = { customer: path.customer, place: 'home', limit: 5, bought: false } as const;
  const list = useAsk(listPath, { path: { shop: path.shop }, query }).data;
  if (list === undefined) return null;
  return (
    <Section title={t('recommended')} extra={shop.may('compliance:write') && <Switch list={list} />}>
      <p className="muted">{t(`recommended-${list.why_plain ?? 'personal'}`)}</p>
      <ul className={styles.says}>
        {list.products.map((it) => (
          <li key={it.product}>
            <div>
              {it.title || `#${it.product}`}
              {it.because && <div className="muted">{t('because', { title: it.because.title })}</div>}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The choice is one of its own: scores and profiles go on, or stay off, as they were said. */
function Switch({ list }: { readonly list: List }) {
  const t = useCustomerWords();
  const isOff = list.why_plain === 'switched-off';
  const state = isOff ? 'granted' : 'withdrawn';
  return (
    <RecordConsent
      key={state}
      label={t(isOff ? 'recommendation-on' : 'recommendation-off')}
      first={{ purpose: 'personalised-recommendation', channel: 'any', state }}
    />
  );
}
