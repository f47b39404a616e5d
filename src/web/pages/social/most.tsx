import { Link } from 'react-router';
import { useShop } from '../../client/me.ts';
import { customersAddress } from '../../kit/customers-address.ts';
import { Money, Num } from '../../kit/figures.tsx';
import styles from '../../kit/model/model.module.css';
import { Section } from '../../kit/page/section.tsx';
import type { OfSocial, Social } from './social.ts';
import { useSocialWords } from './words.ts';

/** Those whose ties brought most, and the way to all of them. */
export function Most({ social }: OfSocial) {
  const t = useSocialWords();
  const shop = useShop();
  const all = `${customersAddress(shop.slug, { score: 'influence-reach:1..' })}&sort=score:influence-value`;
  return (
    <Section
      title={t('most')}
      extra={shop.may('customers:read') && <Link to={all}>{t('all-bringers')}</Link>}
    >
      {social.most.length === 0 ? (
        <p className={styles.hint}>{t('nobody')}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('customer')}</th>
              <th scope="col">{t('reach')}</th>
              <th scope="col">{t('conversions')}</th>
              <th scope="col">{t('downstream')}</th>
            </tr>
          </thead>
          <tbody>
            {social.most.map((it) => (
              <Row key={it.customer} it={it} />
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Row({ it }: { readonly it: Social['most'][number] }) {
  const t = useSocialWords();
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
        <Num value={it.reach} />
      </td>
      <td>
        <Num value={it.conversions} />
      </td>
      <td>
        <Money value={it.value} />
      </td>
    </tr>
  );
}
