import { Link } from 'react-router';
import { useShop } from '../../client/me.ts';
import { customersAddress } from '../../kit/customers-address.ts';
import { Num } from '../../kit/figures.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import styles from '../../kit/model/model.module.css';
import { Section } from '../../kit/page/section.tsx';
import type { Next, OfNext } from './next.ts';
import { useNextWords } from './words.ts';

/** How many customers are how likely to buy within 30 days; each row opens them. */
export function Levels({ next }: OfNext) {
  const t = useNextWords();
  const shop = useShop();
  const soonest = `${customersAddress(shop.slug, { score: 'buys-30-days:0.5..1' })}&sort=score:buys-30-days`;
  return (
    <Section
      title={t('levels')}
      extra={shop.may('customers:read') && <Link to={soonest}>{t('all-likely')}</Link>}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('chance')}</th>
            <th scope="col">{t('customers')}</th>
          </tr>
        </thead>
        <tbody>
          {next.levels.toReversed().map((it) => (
            <Row key={it.from} it={it} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Row({ it }: { readonly it: Next['levels'][number] }) {
  const shop = useShop();
  const { share } = useFormat();
  const name = `${share(it.from)} – ${share(it.to)}`;
  const href = customersAddress(shop.slug, { score: `buys-30-days:${it.from}..${it.to}` });
  return (
    <tr>
      <th scope="row">
        {it.customers === 0 || !shop.may('customers:read') ? name : <Link to={href}>{name}</Link>}
      </th>
      <td>
        <Num value={it.customers} />
      </td>
    </tr>
  );
}
