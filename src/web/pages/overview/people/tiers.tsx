import { Link } from 'react-router';
import { useShop } from '../../../client/me.ts';
import { customersAddress } from '../../../kit/customers-address.ts';
import { useFormat } from '../../../kit/format/use-format.ts';
import { Section } from '../../../kit/page/section.tsx';
import styles from '../overview.module.css';
import { useOverviewWords } from '../words.ts';
import type { People } from './prepare-groups.ts';

/** Customers by tier, once anybody has one. */
export function Tiers({ people }: { readonly people: People }) {
  const t = useOverviewWords();
  const { number, share } = useFormat();
  const { slug: shop } = useShop();
  if (people.tiers.every((it) => it.value === '')) return null;
  const most = Math.max(1, ...people.tiers.map((it) => it.customers));
  return (
    <Section title={t('tiers')}>
      <ul className={styles.bars}>
        {people.tiers.map((it) => (
          <li key={it.value} className={styles.bar}>
            <div className={styles.barLine}>
              <Link to={customersAddress(shop, { tier: it.value })}>{it.value || t('tier-none')}</Link>
              <span className="figures">
                {number(it.customers)} · {share(it.share)}
              </span>
            </div>
            <div className={styles.track}>
              <div style={{ width: `${(100 * it.customers) / most}%` }} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
