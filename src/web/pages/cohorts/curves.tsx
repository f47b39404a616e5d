import { useMemo } from 'react';
import type { CohortBreakdown, CohortsAnswer } from '../../../contract/cohorts.ts';
import { Chart } from '../../kit/charts/chart.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import { Section } from '../../kit/page/section.tsx';
import { useTokens } from '../../kit/theme/theme.tsx';
import styles from './cohorts.module.css';
import { prepareCurves } from './prepare-curves.ts';
import { useNameOf } from './use-name-of.ts';
import { useCohortWords } from './words.ts';

interface CurvesProps {
  readonly answer: CohortsAnswer;
  readonly breakdown: CohortBreakdown | undefined;
}

/** How all cohorts go on, and beside them what they are broken down into. */
export function Curves({ answer, breakdown }: CurvesProps) {
  const t = useCohortWords();
  const format = useFormat();
  const tokens = useTokens();
  const nameOf = useNameOf(breakdown);
  // biome-ignore lint/correctness/useExhaustiveDependencies: names change with the words
  const prepared = useMemo(() => {
    const names = { overall: t('overall'), offset: t('offset'), cohorts: t('curve-cohorts') };
    return prepareCurves(answer, { format, tokens, names, nameOf });
  }, [answer, format, tokens, t, breakdown]);
  return (
    <Section title={t('curves')} extra={<span className={styles.hint}>{t('curves-hint')}</span>}>
      <Chart label={t('curves')} prepared={prepared} height={300} />
    </Section>
  );
}
