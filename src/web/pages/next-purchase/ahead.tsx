import { useMemo } from 'react';
import { Chart } from '../../kit/charts/chart.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import styles from '../../kit/model/model.module.css';
import { Section } from '../../kit/page/section.tsx';
import { useTokens } from '../../kit/theme/theme.tsx';
import type { OfNext } from './next.ts';
import { prepareAhead } from './prepare-ahead.ts';
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
