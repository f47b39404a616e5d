import { useMemo } from 'react';
import { useShop } from '../../../client/me.ts';
import { Chart } from '../../../kit/charts/chart.tsx';
import { formatInstant } from '../../../kit/format/dates.ts';
import { useFormat } from '../../../kit/format/use-format.ts';
import { Section } from '../../../kit/page/section.tsx';
import { Empty } from '../../../kit/state/empty.tsx';
import { useLanguage } from '../../../kit/words/language.ts';
import type { HistoryOf } from '../segments.ts';
import { useSegmentWords } from '../words.ts';
import { prepareHistory } from './prepare-history.ts';

/** Sizes there were, by refresh. */
export function History({ history }: { readonly history: HistoryOf }) {
  const t = useSegmentWords();
  const format = useFormat();
  const language = useLanguage();
  const { time_zone: zone } = useShop();
  const prepared = useMemo(() => {
    const names = { at: t('counted'), members: t('members'), entered: t('entered'), left: t('left') };
    const say = (at: string) => formatInstant(at, { language, zone, seconds: true });
    return prepareHistory(history.refreshes, { names, say, format });
  }, [history, t, format, language, zone]);
  return (
    <Section title={t('sizes')}>
      {history.refreshes.length === 0 ? (
        <Empty title={t('not-counted')} hint={t('not-counted-hint')} />
      ) : (
        <Chart label={t('sizes')} prepared={prepared} height={220} />
      )}
    </Section>
  );
}
