import { Link } from 'react-router';
import { useShop } from '../../client/me.ts';
import { customersAddress } from '../../kit/customers-address.ts';
import { Money, Num } from '../../kit/figures.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import { Meaning } from '../../kit/meaning.tsx';
import styles from '../../kit/model/model.module.css';
import { Section } from '../../kit/page/section.tsx';
import type { OfSocial, Social } from './social.ts';
import { useSocialWords } from './words.ts';

/** Communities shown; the rest are filtered by their number. */
const SHOWN = 10;

/** Who belongs together by ties: the largest, each with its people. */
export function Communities({ social }: OfSocial) {
  const t = useSocialWords();
  const { fixed } = useFormat();
  const clear = social.modularity === null ? '' : ` · ${t('modularity')} ${fixed(social.modularity, 2)}`;
  return (
    <Section
      title={
        <>
          {t('communities')} <Meaning title={t('communities')} text={t('means-communities')} />
        </>
      }
      extra={
        <span className={styles.hint}>
          {t('communities-found', { count: social.communities })}
          {clear}
        </span>
      }
    >
      {social.largest.length === 0 ? (
        <p className={styles.hint}>{t('no-communities')}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('community')}</th>
              <th scope="col">{t('members')}</th>
              <th scope="col">{t('net-sales')}</th>
            </tr>
          </thead>
          <tbody>
            {social.largest.slice(0, SHOWN).map((it) => (
              <Row key={it.community} it={it} />
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Row({ it: { community, customers, net_sales } }: { readonly it: Social['largest'][number] }) {
  const t = useSocialWords();
  const shop = useShop();
  const name = t('community-of', { id: community });
  const href = customersAddress(shop.slug, { score: `community:${community}..${community}` });
  return (
    <tr>
      <th scope="row">{shop.may('customers:read') ? <Link to={href}>{name}</Link> : name}</th>
      <td>
        <Num value={customers} />
      </td>
      <td>
        <Money value={net_sales} compact />
      </td>
    </tr>
  );
}
