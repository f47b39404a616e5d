import { useMemo } from 'react';
import { useShop } from '../../../client/me.ts';
import { Treemap } from '../../../kit/charts/treemap.tsx';
import { useFormat } from '../../../kit/format/use-format.ts';
import { Section } from '../../../kit/page/section.tsx';
import { useTokens } from '../../../kit/theme/theme.tsx';
import styles from '../overview.module.css';
import { useOverviewWords } from '../words.ts';
import { type People, prepareGroups } from './prepare-groups.ts';

export function Groups({ people }: { readonly people: People }) {
  const t = useOverviewWords();
  const format = useFormat();
  const tokens = useTokens();
  const { slug: shop } = useShop();
  const prepared = useMemo(() => {
    const names = {
      ...{ group: t('group'), customers: t('customers'), share: t('share') },
      ...{ 'net-sales': t('net-sales'), average: t('average') },
    };
    return prepareGroups(people.groups, shop, { format, tokens, names });
  }, [people, shop, format, tokens, t]);
  return (
    <Section title={t('groups')} extra={<span className={styles.hint}>{t('groups-hint')}</span>}>
      <Treemap label={t('groups')} {...prepared} height={300} />
    </Section>
  );
}
