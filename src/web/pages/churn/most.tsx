import { Link } from 'react-router';
import { useShop } from '../../client/me.ts';
import { customersAddress } from '../../kit/customers-address.ts';
import { Money, Share } from '../../kit/figures.tsx';
import kit from '../../kit/model/model.module.css';
import { Section } from '../../kit/page/section.tsx';
import { useText } from '../../kit/words/language.ts';
import styles from './churn.module.css';
import type { Churn, OfChurn } from './churn.ts';
import { useChurnWords } from './words.ts';

/** Those with most at stake, each with its reasons, and the way to all of them. */
export function Most({ churn }: OfChurn) {
  const t = useChurnWords();
  const shop = useShop();
  const all = `${customersAddress(shop.slug, { score: 'churn-risk:0.5..1' })}&sort=score:value-at-stake`;
  return (
    <Section title={t('most')} extra={shop.may('customers:read') && <Link to={all}>{t('all-likely')}</Link>}>
      <div className={kit.scroll}>
        <table className={`${kit.table} ${styles.most}`}>
          <thead>
            <tr>
              <th scope="col">{t('customer')}</th>
              <th scope="col">{t('risk')}</th>
              <th scope="col">{t('between')}</th>
              <th scope="col">{t('at-stake')}</th>
              <th scope="col" className={kit.words}>
                {t('why')}
              </th>
            </tr>
          </thead>
          <tbody>
            {churn.most.map((it) => (
              <Row key={it.customer} it={it} />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Row({ it }: { readonly it: Churn['most'][number] }) {
  const t = useChurnWords();
  const say = useText();
  const shop = useShop();
  const name = t('number', { id: it.customer });
  return (
    <tr>
      <th scope="row">
        {shop.may('customers:read') ? (
          <Link to={`/shops/${shop.slug}/customers/${it.customer}`}>{name}</Link>
        ) : (
          name
        )}
      </th>
      <td>
        <Share value={it.risk} />
      </td>
      <td>
        <Share value={it.low} /> – <Share value={it.high} />
      </td>
      <td>
        <Money value={it.value_at_stake} />
      </td>
      <td className={kit.words}>
        {it.reasons.length === 0 ? t('no-reason') : it.reasons.map(({ text }) => say(text)).join(t('and'))}
      </td>
    </tr>
  );
}
