import { Link } from 'react-router';
import { useShop } from '../../../client/me.ts';
import { useFormat } from '../../../kit/format/use-format.ts';
import { Section } from '../../../kit/page/section.tsx';
import { TierName } from '../../../kit/tier-name.tsx';
import styles from '../overview.module.css';
import { useOverviewWords } from '../words.ts';
import type { People } from './prepare-groups.ts';
import { prepareTiers } from './prepare-tiers.ts';

/** Customers by tier, once anybody has one. */
export function Tiers({ people }: { readonly people: People }) {
  const t = useOverviewWords();
  const format = useFormat();
  const { slug: shop } = useShop();
  const bars = prepareTiers(people.tiers, shop, format);
  if (bars.length === 0) return null;
  return (
    <Section title={t('tiers')}>
      <ul className={styles.bars}>
        {bars.map((it) => (
          <li key={it.tier} className={styles.bar}>
            <div className={styles.barLine}>
              <Link to={it.href}>{it.tier === '' ? t('tier-none') : <TierName name={it.tier} />}</Link>
              <span className="figures">{it.figures}</span>
            </div>
            <div className={styles.track}>
              <div style={{ width: `${it.width}%` }} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
