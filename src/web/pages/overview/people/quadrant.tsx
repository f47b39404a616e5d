import { useMemo } from 'react';
import { Link } from 'react-router';
import { useShop } from '../../../client/me.ts';
import { Chart } from '../../../kit/charts/chart.tsx';
import { customersAddress } from '../../../kit/customers-address.ts';
import { useFormat } from '../../../kit/format/use-format.ts';
import { Section } from '../../../kit/page/section.tsx';
import { useTokens } from '../../../kit/theme/theme.tsx';
import { useText } from '../../../kit/words/language.ts';
import styles from '../overview.module.css';
import { useOverviewWords } from '../words.ts';
import type { People } from './prepare-groups.ts';
import { prepareScatter } from './prepare-scatter.ts';

/** The four quadrants as figures, and the buyers behind them as points. */
export function Quadrant({ people }: { readonly people: People }) {
  const t = useOverviewWords();
  const format = useFormat();
  const tokens = useTokens();
  const { slug: shop } = useShop();
  const prepared = useMemo(() => {
    const names = {
      ...{ orders: t('orders'), spend: t('spend'), customers: t('customers'), bin: t('bin') },
      ...{ 'cut-orders': t('cut-orders'), 'cut-spend': t('cut-spend') },
      ...{ 'or-less': t('or-less'), 'or-more': t('or-more') },
    };
    return prepareScatter(people, shop, { format, tokens, names });
  }, [people, shop, format, tokens, t]);
  return (
    <Section title={t('quadrant')} extra={<span className={styles.hint}>{t('quadrant-hint')}</span>}>
      <Quadrants quadrants={people.quadrants} />
      <Chart label={t('quadrant')} prepared={prepared} height={350} />
    </Section>
  );
}

function Quadrants({ quadrants }: Pick<People, 'quadrants'>) {
  const say = useText();
  const { number, share } = useFormat();
  const { slug: shop } = useShop();
  return (
    <ul className={styles.quadrants}>
      {quadrants.map((it) => (
        <li key={it.code}>
          <Link to={customersAddress(shop, { quadrant: it.code })}>
            <span>{say(it.label)}</span>
            <strong>{number(it.customers)}</strong>
            <span className="muted">{share(it.share)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
