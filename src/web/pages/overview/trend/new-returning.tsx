import { useMemo } from 'react';
import { useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { Chart } from '../../../kit/charts/chart.tsx';
import { useFormat } from '../../../kit/format/use-format.ts';
import { Section } from '../../../kit/page/section.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import type { Range } from '../range-rules.ts';
import { useShownRange } from '../use-shown-range.ts';
import { useOverviewWords } from '../words.ts';
import { type KindRow, prepareNewReturning } from './prepare-new-returning.ts';

/** Whether sales come from new customers or from those who come back. */
export function NewReturning({ range }: { readonly range: Range }) {
  const t = useOverviewWords();
  const { slug: shop } = useShop();
  const { from, to, by } = range;
  const query = { measure: 'net-sales', from, to, by, dimension: 'new-returning' };
  const asked = useAsk('/api/shops/{shop}/analytics/metrics', { path: { shop }, query }, { keep: true });
  const shown = useShownRange(range, asked);
  return (
    <Section title={t('new-returning')}>
      <QueryState query={asked}>
        {(answer) => <Picture shop={shop} rows={answer.rows} range={shown} />}
      </QueryState>
    </Section>
  );
}

interface PictureProps {
  readonly shop: string;
  readonly rows: readonly KindRow[];
  readonly range: Range;
}

function Picture({ shop, rows, range }: PictureProps) {
  const t = useOverviewWords();
  const format = useFormat();
  const prepared = useMemo(() => {
    const names = {
      ...{ period: t('period'), new: t('new'), returning: t('returning'), other: t('other') },
      'returning-share': t('returning-share'),
    };
    return prepareNewReturning({ shop, rows, range }, { format, names });
  }, [shop, rows, range, format, t]);
  return <Chart label={t('new-returning')} prepared={prepared} height={260} />;
}
