import { useMemo } from 'react';
import { Chart } from '../../kit/charts/chart.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import { Meaning } from '../../kit/meaning.tsx';
import { Section } from '../../kit/page/section.tsx';
import { prepareKinds } from './prepare-kinds.ts';
import type { OfSocial, Social } from './social.ts';
import { useSocialWords } from './words.ts';

/** What drives influence: by which kind of tie new customers come, and how many of them buy. */
export function Kinds({ social: { by_kind: kinds } }: OfSocial) {
  const t = useSocialWords();
  const format = useFormat();
  const prepared = useMemo(() => {
    const names = {
      ...{ kind: t('kind'), brought: t('tile-brought'), won: t('tile-won'), value: t('tile-value') },
    };
    const nameOf = (kind: Social['by_kind'][number]['kind']) => t(`kind-${kind}`);
    return prepareKinds(kinds, { format, names, nameOf });
  }, [kinds, format, t]);
  return (
    <Section
      title={
        <>
          {t('kinds')} <Meaning title={t('kinds')} text={t('means-kinds')} />
        </>
      }
    >
      <Chart label={t('kinds')} prepared={prepared} height={240} />
    </Section>
  );
}
