import type { ExploreCatalogue, PivotAnswer } from '../../../contract/explore.ts';
import { otherValue } from '../../../contract/explore-words.ts';
import { useShop } from '../../client/me.ts';
import { useChannelName } from '../../kit/channel-names.ts';
import { formatDay, formatMonth } from '../../kit/format/dates.ts';
import { formatMoney, formatNumber, formatRatio } from '../../kit/format/numbers.ts';
import { useProvinceName } from '../../kit/places/use-province-name.ts';
import { useTouchName } from '../../kit/touch-names.ts';
import { useLanguage, useText } from '../../kit/words/language.ts';
import type { Measure, Shown } from './calculate.ts';
import { useExploreWords } from './words.ts';

/** How fields, values and figures are said to the reader. */
export interface Saying {
  readonly field: (code: string) => string;
  readonly value: (dimension: string, value: string | null) => string;
  readonly figure: (measure: Measure, value: number | null, compact?: boolean) => string;
  readonly shown: (measure: Measure, shown: Shown) => string;
}

/** Ratios that count things per thing; all others are shares. */
const perThing = new Set(['orders-per-buyer']);

/** On an axis the small coins of a round sum are noise. */
const short = (money: string, compact: boolean): string => (compact ? money.replace(/\.00$/, '') : money);

export function useSaying(catalogue: ExploreCatalogue, answer: PivotAnswer | undefined): Saying {
  const say = useText();
  const t = useExploreWords();
  const language = useLanguage();
  const { currency } = useShop();
  const own: Readonly<Record<string, (value: string) => string>> = {
    ...{ channel: useChannelName(), province: useProvinceName(), 'first-touch': useTouchName() },
    day: (day) => formatDay(day, language),
    week: (day) => t('week-of', { day: formatDay(day, language) }),
    month: (month) => formatMonth(month, language),
  };
  const labels = new Map(
    catalogue.measures.concat(catalogue.dimensions as never).map((it) => [it.code, it.label]),
  );
  const values = new Map(answer?.labels.map((it) => [`${it.dimension} ${it.value}`, it.label]));
  const figure: Saying['figure'] = ({ code, unit }, value, compact = false) => {
    if (unit === 'money')
      return short(
        formatMoney(value, { currency: answer?.currency ?? currency, language, compact }),
        compact,
      );
    return unit === 'count' || perThing.has(code)
      ? formatNumber(value, language, compact)
      : formatRatio(value, language);
  };
  return {
    ...{ figure, field: (code) => (labels.has(code) ? say(labels.get(code)!) : code) },
    value(dimension, value) {
      if (value === null) return t('total');
      if (value === otherValue) return t('other');
      if (value === '') return t('without');
      const label = values.get(`${dimension} ${value}`);
      if (label !== undefined) return say(label);
      return own[dimension]?.(value) ?? value;
    },
    shown(measure, { value, as }) {
      if (as === 'share') return formatRatio(value, language);
      return as === 'rank' ? formatNumber(value, language) : figure(measure, value);
    },
  };
}
