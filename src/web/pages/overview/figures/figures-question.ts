import type { Range } from '../range-rules.ts';

/** What a shop looks at first, in the order it is shown. */
const measures = [
  ...[
    'net-sales',
    'paid-orders',
    'buyers',
    'new-customers',
    'aov',
    'repurchase-rate',
    'refund-rate',
    'customers',
  ],
].join(',');

/** The address the key figures are asked at, and how. */
export const figuresPath = '/api/shops/{shop}/analytics/key-figures';

export const figuresQuestion = (shop: string, { from, to, by }: Pick<Range, 'from' | 'to' | 'by'>) => ({
  path: { shop },
  query: { measures, from, to, by },
});
