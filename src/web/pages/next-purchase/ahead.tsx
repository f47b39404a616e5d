import { useMemo } from 'react';
import { Chart } from '../../kit/charts/chart.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import { Section } from '../../kit/page/section.tsx';
import { useTokens } from '../../kit/theme/theme.tsx';
import styles from './next.module.css';
import { prepareAhead } from './prepare-ahead.ts';
import type { OfNext } from './use-next.ts';
import { useNextWords } from './words.ts';

/** How many next purchases are expected a day, in the days to come. */
export function Ahead({ next }: OfNext) {
  const t = useNextWords();
  const format = useFormat();
  const tokens = useTokens();
  const prepared = useMemo(() => {
    const names = { days: t('days-ahead'), customers: t('customers'), perDay: t('per-day') };
    return prepareAhead(next.ahead, { format, tokens, names });
  }, [next, format, tokens, t]);
  return (
    <Section title={t('ahead')} extra={<span className={styles.hint}>{t('ahead-hint')}</span>}>
      <Chart label={t('ahead')} prepared={prepared} height={240} />
    </Section>
  );
}
