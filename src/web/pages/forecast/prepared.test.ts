import { expect, test } from 'vitest';
import type { ForecastAnswer } from '../../../contract/forecast.ts';
import { formatOf } from '../../kit/format/format-of.ts';
import type { Tokens } from '../../kit/theme/tokens.ts';
import { prepareSeries } from './prepare-series.ts';
import { forecastQuery, reorderQuery, viewDefaults } from './view-rules.ts';

const tokens = { accent: '#00f', muted: '#666', warn: '#a60', series: ['#00f', '#f80'] } as never as Tokens;
const names = new Proxy({}, { get: (_, name) => `<${String(name)}>` }) as never;

test('series: sold, expected within its interval, each occasion named where it begins', async () => {
  const answer = {
    history: [
      { period: '2025-11-09', flags: ['1111-before'], units: 3 },
      { period: '2025-11-10', flags: ['1111-before'], units: 5 },
    ],
    forecast: [
      { period: '2025-11-11', flags: ['1111'], mean: 20, low: 12, high: 31 },
      { period: '2025-11-12', flags: ['1111-after'], mean: 3, low: 0, high: 5 },
    ],
  } as never as ForecastAnswer;
  const look = { format: formatOf('CNY', 'zh-CN'), tokens, names, labelOf: (it: string) => `[${it}]` };
  const { option, table } = prepareSeries(answer, look);
  const text = JSON.stringify({ option, table }, (_, it) => (typeof it === 'function' ? 'function' : it), 1);
  await expect(`${text}\n`).toMatchFileSnapshot('../../../../test/golden/charts/forecast-series.json');
});

test('where names would run into each other, an occasion keeps its own and a campaign its line alone', () => {
  const flagged: Record<number, string> = { 10: 'campaign', 13: '1111', 30: 'campaign' };
  const history = Array.from({ length: 40 }, (_, n) => ({
    ...{ period: new Date(Date.UTC(2025, 9, 1 + n)).toISOString().slice(0, 10), units: 1 },
    flags: flagged[n] === undefined ? [] : [flagged[n]],
  }));
  const look = { format: formatOf('CNY', 'en-US'), tokens, names, labelOf: (it: string) => it };
  const { option } = prepareSeries({ history, forecast: [] } as never as ForecastAnswer, look);
  const [{ markLine }] = option.series as [{ markLine: { data: { name: string; xAxis: number }[] } }];
  expect(markLine.data.toSorted((a, b) => a.xAxis - b.xAxis)).toEqual([
    { name: '', xAxis: 10 },
    { name: '1111', xAxis: 13 },
    { name: 'campaign', xAxis: 30 },
  ]);
});

test('the address says what is asked; days of campaigns as they are typed', () => {
  const view = {
    ...viewDefaults,
    subject: 'category:母婴:奶粉',
    by: 'week',
    campaign_days: '2026-12-12， 2026-12-13,',
  };
  expect(forecastQuery(view)).toEqual({
    ...{ by: 'week', horizon: 8, category: '母婴:奶粉', campaign_days: '2026-12-12,2026-12-13' },
  });
  expect(forecastQuery({ ...viewDefaults, subject: 'product:7' })).toEqual({
    by: 'day',
    horizon: 28,
    product: 7,
  });
  expect(reorderQuery(viewDefaults)).toEqual({ lead_days: 7, review_days: 7, service: 0.95, limit: 50 });
});
