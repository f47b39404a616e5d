import type { ExploreCatalogue } from '../../../contract/explore.ts';
import { timeDimensions } from '../../../contract/explore-words.ts';
import type { Text } from '../../../platform/errors.ts';
import { exploredMeasures } from '../catalog/catalogue.ts';
import { splitDimensions } from '../catalog/dimensions.ts';
import { knowsTime, splitsOf } from './can-split.ts';

const timeLabels: Readonly<Record<(typeof timeDimensions)[number], readonly [Text, Text]>> = {
  day: [
    { zh: '日', en: 'Day' },
    { zh: '店铺日 (店铺时区)', en: "Shop day, in the shop's zone" },
  ],
  week: [
    { zh: '周', en: 'Week' },
    { zh: '自然周，从周一开始', en: 'Calendar week, from Monday' },
  ],
  month: [
    { zh: '月', en: 'Month' },
    { zh: '自然月', en: 'Calendar month' },
  ],
  quarter: [
    { zh: '季度', en: 'Quarter' },
    { zh: '自然季度', en: 'Calendar quarter' },
  ],
  year: [
    { zh: '年', en: 'Year' },
    { zh: '自然年', en: 'Calendar year' },
  ],
};

/** What a time dimension is called. */
export const timeLabel = (code: string): Text => timeLabels[code as keyof typeof timeLabels][0];

/** Measures whose periods add up to the whole: each row of them counts in one period only. */
const additive = new Set([
  'new-customers',
  'paid-orders',
  'gmv',
  'refunds',
  'net-sales',
  'cross-sell-revenue',
]);

/** What can be explored: everything but the SQL. */
export const presentExplore = (): ExploreCatalogue => ({
  measures: exploredMeasures.map((measure) => {
    const { code, label, definition, unit, kind, better } = measure;
    const dimensions = [...(knowsTime(measure) ? timeDimensions : []), ...splitsOf(measure)];
    return { code, label, definition, unit, kind, better, is_additive: additive.has(code), dimensions };
  }),
  dimensions: [
    ...timeDimensions.map((code) => {
      const [label, definition] = timeLabels[code];
      return { code, label, definition, is_time: true };
    }),
    ...splitDimensions.map(({ code, label, definition }) => ({ code, label, definition, is_time: false })),
  ],
});
