import { useMemo } from 'react';
import { Chart } from '../../kit/charts/chart.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import { useTokens } from '../../kit/theme/theme.tsx';
import type { Next } from './next.ts';
import { prepareCalibration } from './prepare-calibration.ts';
import { useNextWords } from './words.ts';

type Propensity = NonNullable<Next['check']>['propensities'][number];

/** Customers in tenths by what was said of them, and what they did. */
export function Calibration({ it }: { readonly it: Propensity }) {
  const t = useNextWords();
  const format = useFormat();
  const tokens = useTokens();
  const prepared = useMemo(() => {
    const names = { tenth: t('tenth'), predicted: t('predicted'), actual: t('actual') };
    return prepareCalibration(it.tenths, { format, tokens, names });
  }, [it, format, tokens, t]);
  const label = t('within', { count: it.days });
  return (
    <div>
      <h3>{label}</h3>
      <Chart label={`${t('check')} · ${label}`} prepared={prepared} height={220} />
    </div>
  );
}
