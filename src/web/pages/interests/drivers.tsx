import { useMemo } from 'react';
import type { Answer } from '../../client/ask.ts';
import { Chart } from '../../kit/charts/chart.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import { Meaning } from '../../kit/meaning.tsx';
import { Section } from '../../kit/page/section.tsx';
import styles from './interests.module.css';
import { prepareDrivers } from './prepare-drivers.ts';
import { useInterestWords } from './words.ts';

/** What drives the interests: which signs they are made of, and how old those are. */
export function Drivers({
  answer: { drivers, half_life_days: halfLife },
}: {
  readonly answer: Answer<'/api/shops/{shop}/analytics/interests'>;
}) {
  const t = useInterestWords();
  const format = useFormat();
  const prepared = useMemo(() => {
    const names = { age: t('age'), share: t('weight-share'), signs: t('signs') };
    const nameOf = (source: (typeof drivers)[number]['source']) => t(`source-${source}`);
    const ageOf = (range: string) => t('age-of', { range });
    return prepareDrivers(drivers, { format, halfLife, names, nameOf, ageOf });
  }, [drivers, format, halfLife, t]);
  const shareOf = (source: string) =>
    format.share(drivers.filter((it) => it.source === source).reduce((sum, it) => sum + it.share, 0));
  return (
    <Section
      title={
        <>
          {t('drivers')} <Meaning title={t('drivers')} text={t('means-drivers')} />
        </>
      }
    >
      <p className={styles.hint}>
        {t('driven-by', { purchase: shareOf('purchase'), near: shareOf('near'), look: shareOf('look') })}
      </p>
      <Chart label={t('drivers')} prepared={prepared} height={240} />
    </Section>
  );
}
