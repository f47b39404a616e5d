import { useMemo } from 'react';
import { type Answer, useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { Chart } from '../../../kit/charts/chart.tsx';
import { useFormat } from '../../../kit/format/use-format.ts';
import { Section } from '../../../kit/page/section.tsx';
import { useTokens } from '../../../kit/theme/theme.tsx';
import styles from '../overview.module.css';
import type { Range } from '../range-rules.ts';
import type { Comparison } from '../use-range.ts';
import { useOverviewWords } from '../words.ts';
import { wholePeriodLabel } from './period-labels.ts';
import { bestPeriod, prepareTrend } from './prepare-trend.ts';

type KeyFigures = Answer<'/api/shops/{shop}/analytics/key-figures'>;

interface TrendProps {
  readonly answer: KeyFigures;
  readonly range: Range;
  readonly compare: Comparison;
}

const seriesOf = ({ figures }: KeyFigures, measure: string) =>
  figures.find((it) => it.measure === measure)?.series ?? [];

/** Net sales of the window compared with, cut into the same steps. */
function useEarlier({ answer, range, compare }: TrendProps) {
  const { slug: shop } = useShop();
  const { from, to } = compare === 'last-year' ? answer.last_year : answer.previous;
  const query = { measure: 'net-sales', from, to, by: range.by };
  const asked = useAsk(
    '/api/shops/{shop}/analytics/metrics',
    { path: { shop }, query },
    {
      enabled: compare !== 'none',
      keep: true,
    },
  );
  return compare === 'none' ? undefined : asked.data?.rows;
}

/** What the shop did itself in these days. Behind the chart: it stands without them until they are here. */
function useCampaigns({ from, to }: Range) {
  const { slug: shop } = useShop();
  const asked = useAsk(
    '/api/shops/{shop}/analytics/campaigns',
    { path: { shop }, query: { from, to } },
    { keep: true, fresh: 300_000 },
  );
  return asked.data?.campaigns;
}

export function Trend(props: TrendProps) {
  const t = useOverviewWords();
  const format = useFormat();
  const tokens = useTokens();
  const { slug: shop } = useShop();
  const { answer, range } = props;
  const earlier = useEarlier(props);
  const campaigns = useCampaigns(range);
  const sales = seriesOf(answer, 'net-sales');
  const prepared = useMemo(() => {
    const buyers = seriesOf(answer, 'buyers');
    const names = { period: t('period'), sales: t('net-sales'), buyers: t('buyers'), earlier: t('earlier') };
    const data = { shop, range, sales: seriesOf(answer, 'net-sales'), buyers, earlier, campaigns };
    return prepareTrend(data, { format, names, tokens });
  }, [answer, range, earlier, campaigns, shop, format, tokens, t]);
  const best = bestPeriod(sales);
  return (
    <Section
      title={t('sales-and-buyers')}
      extra={
        best && (
          <span className={styles.hint}>
            {t('best-period', {
              period: wholePeriodLabel(best.period, range.by, format.language),
              sales: format.money(best.value, true),
            })}
          </span>
        )
      }
    >
      <Chart label={t('sales-and-buyers')} prepared={prepared} height={300} />
    </Section>
  );
}
