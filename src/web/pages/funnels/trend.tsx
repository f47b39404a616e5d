import { Segmented } from 'antd';
import { useMemo } from 'react';
import { useShop } from '../../client/me.ts';
import { Chart } from '../../kit/charts/chart.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import { Section } from '../../kit/page/section.tsx';
import { oneOf, trends } from './funnel-view.ts';
import { prepareTrend } from './prepare-trend.ts';
import type { FunnelAnswer, FunnelView } from './use-funnel.ts';
import { useFunnelWords } from './words.ts';

interface TrendProps {
  readonly answer: FunnelAnswer;
  readonly funnel: FunnelView;
}

/** Who began, and how many of them did every step, by when they began. */
export function Trend({ answer, funnel }: TrendProps) {
  const t = useFunnelWords();
  const format = useFormat();
  const { slug: shop } = useShop();
  const { view, change, question } = funnel;
  const by = oneOf(trends, view.trend, 'day');
  const prepared = useMemo(() => {
    const names = {
      period: t('begun'),
      began: t('began'),
      conversion: t('conversion'),
      open: t('window-open'),
    };
    return prepareTrend({ shop, answer, question, by }, { format, names });
  }, [shop, answer, question, by, format, t]);
  return (
    <Section
      title={t('trend')}
      extra={
        <Segmented
          aria-label={t('trend')}
          value={by}
          onChange={(trend) => change({ trend })}
          options={trends.map((value) => ({ value, label: t(`trend-${value}`) }))}
        />
      }
    >
      <Chart label={t('trend')} prepared={prepared} height={240} />
    </Section>
  );
}
