import { Link } from 'react-router';
import { useShop } from '../../client/me.ts';
import { customersAddress } from '../../kit/customers-address.ts';
import { Money, Num } from '../../kit/figures.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import styles from '../../kit/model/model.module.css';
import { Section } from '../../kit/page/section.tsx';
import type { Churn, OfChurn } from './churn.ts';
import { useChurnWords } from './words.ts';

/** How many customers are how likely to leave; each row opens them. */
export function Levels({ churn }: OfChurn) {
  const t = useChurnWords();
  return (
    <Section title={t('levels')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('risk')}</th>
            <th scope="col">{t('customers')}</th>
            <th scope="col">{t('at-stake')}</th>
          </tr>
        </thead>
        <tbody>
          {churn.levels.toReversed().map((it) => (
            <Row key={it.from} it={it} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Row({ it }: { readonly it: Churn['levels'][number] }) {
  const shop = useShop();
  const { share } = useFormat();
  const name = `${share(it.from)} – ${share(it.to)}`;
  const href = customersAddress(shop.slug, { score: `churn-risk:${it.from}..${it.to}` });
  return (
    <tr>
      <th scope="row">
        {it.customers === 0 || !shop.may('customers:read') ? name : <Link to={href}>{name}</Link>}
      </th>
      <td>
        <Num value={it.customers} />
      </td>
      <td>
        <Money value={it.value_at_stake} compact />
      </td>
    </tr>
  );
}
