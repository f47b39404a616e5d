import { test } from 'vitest';
import { expectGoldenChart, goldenLook } from '../../../kit/charts/testing/golden-chart.ts';
import type { HistoryOf } from '../segments.ts';
import { prepareHistory } from './prepare-history.ts';

test('sizes of a segment: the newest refresh comes first in the table and last on the line', async () => {
  const refreshes = [
    { at: '2026-01-03T01:00:00Z', members: 12, entered: 2, left: 1 },
    { at: '2026-01-02T01:00:00Z', members: 11, entered: 11, left: 0 },
  ] as unknown as HistoryOf['refreshes'];
  await expectGoldenChart(prepareHistory(refreshes, { ...goldenLook, say: (at) => at }), 'segment-history');
});
