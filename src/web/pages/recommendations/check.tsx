import { useMemo } from 'react';
import { Chart } from '../../kit/charts/chart.tsx';
import { Day, Num } from '../../kit/figures.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import { Meaning } from '../../kit/meaning.tsx';
import styles from '../../kit/model/model.module.css';
import { Section } from '../../kit/page/section.tsx';
import { useTokens } from '../../kit/theme/theme.tsx';
import { prepareMethods } from './prepare-methods.ts';
import type { Learnt, OfLearnt } from './recommendations.ts';
import { useRecommendationWords } from './words.ts';

/** How much of what was bought next each way of listing had found. */
export function Check({ learnt: { check } }: OfLearnt) {
  const t = useRecommendationWords();
  if (check === null || check.methods.length === 0)
    return (
      <Section title={t('check')}>
        <p className="muted">{t('check-nothing')}</p>
      </Section>
    );
  return (
    <Section title={t('check')} extra={<Meaning title={t('check')} text={t('means-check')} />}>
      <p className={styles.hint}>
        {t('learnt-to')} <Day day={check.calibration_end} /> · {t('held-to')} <Day day={check.to} /> ·{' '}
        {t('judges')} <Num value={check.customers} />
      </p>
      <Methods check={check} />
    </Section>
  );
}

function Methods({ check }: { readonly check: NonNullable<Learnt['check']> }) {
  const t = useRecommendationWords();
  const format = useFormat();
  const tokens = useTokens();
  const prepared = useMemo(() => {
    const names = {
      ...{ method: t('method'), recall: 'Recall@10', between: t('between') },
      ...{ ndcg: 'NDCG@10', coverage: t('tile-coverage') },
    };
    const nameOf = (method: (typeof check.methods)[number]['method']) => t(`method-${method}`);
    return prepareMethods(check.methods, { format, tokens, names, nameOf });
  }, [check, format, tokens, t]);
  return <Chart label={t('check')} prepared={prepared} height={260} />;
}
