import { expect, test } from 'vitest';
import type { PivotAnswer } from '../../../contract/explore.ts';
import { otherValue } from '../../../contract/explore-words.ts';
import { arrange, beginsRun, runLength } from './arrange.ts';
import { type Measure, shownAt } from './calculate.ts';
import { isHonest, kindOf } from './chart-rules.ts';
import { peopleIn } from './people-in.ts';
import { prepareChart } from './prepare-chart.ts';
import { daysOf } from './ranges.ts';
import { pictureOf, subjectOf } from './series.ts';
import { emptyView, withQuestion } from './view-rules.ts';

const measure = (code: string, more: Partial<Measure> = {}): Measure => ({
  ...{ code, label: { zh: code, en: code }, definition: { zh: '', en: '' }, unit: 'money', kind: 'total' },
  ...{ better: 'up', is_additive: true, dimensions: [], ...more },
});
const gmv = measure('gmv');
const buyers = measure('buyers', { unit: 'count', is_additive: false });

const cell = (keys: (string | null)[], value: number) => ({
  ...{ keys, numbers: [{ value, numerator: value, denominator: null, before: null }] },
});

/** GMV by channel and month; the totals are told, and do not add up on purpose. */
const answer: PivotAnswer = {
  ...{ from: '2026-01-01', to: '2026-02-28', before: null, currency: 'CNY', measures: ['gmv'] },
  ...{
    dimensions: ['channel', 'month'],
    periods: ['2026-01', '2026-02'],
    labels: [],
    refused: [],
    other_currencies: [],
    scores: [],
  },
  cells: [
    ...[
      cell(['a', '2026-02'], 7),
      cell(['a', '2026-01'], 1),
      cell(['b', '2026-01'], 30),
      cell([otherValue, '2026-01'], 99),
    ],
    ...[
      cell(['a', null], 9),
      cell(['b', null], 30),
      cell([otherValue, null], 99),
      cell(['', null], 0),
      cell(['', '2026-02'], 0),
    ],
    ...[cell([null, '2026-01'], 120), cell([null, '2026-02'], 8), cell([null, null], 127)],
  ],
};
const view = withQuestion(emptyView, { measures: ['gmv'], rows: ['channel'], columns: ['month'] });

test('rows run by size, time by the calendar, others and totals come last, and every total is the one told', () => {
  const { rows, columns, at } = arrange(answer, view);
  expect(rows).toEqual([['b'], ['a'], [''], [otherValue], [null]]);
  expect(columns).toEqual([['2026-01'], ['2026-02'], [null]]);
  expect(at([null], [null])?.[0]?.value).toBe(127);
  expect(at(['b'], ['2026-02'])).toBeUndefined();
  const up = arrange(answer, { ...view, sort: { by: 'gmv', down: false } }).rows;
  expect(up.slice(0, 2)).toEqual([['a'], ['b']]);
  const bare = arrange(answer, withQuestion(view, { totals: false }));
  expect([bare.rows.length, bare.columns.length]).toEqual([4, 2]);
});

test('bands of a score run from the greatest, whatever stands in them, and who has none comes last', () => {
  const values = ['', '0..0.2', '0.8..1', '0.4..0.6'];
  const scored = {
    ...answer,
    dimensions: ['churn-band'],
    periods: [],
    cells: values.map((it, n) => cell([it], 9 - n)),
  };
  const { rows } = arrange(scored, withQuestion(emptyView, { rows: ['churn-band'], totals: false }));
  expect(rows.map(([value]) => value)).toEqual(['0.8..1', '0.4..0.6', '0..0.2', '']);
});

test('headings that share their beginning are one', () => {
  const rows = [
    ['x', 'p'],
    ['x', 'q'],
    ['x', null],
    ['y', 'p'],
    [null, null],
  ];
  expect(runLength(rows, 0, 0)).toBe(3);
  expect(rows.map((_, at) => beginsRun(rows, at, 0))).toEqual([true, false, false, true, true]);
});

test('shares are of the total told, sums run down, ranks skip totals; of a ratio and of people only what is so', () => {
  const table = arrange(answer, view);
  const shown = (row: string | null, show: 'share' | 'running' | 'rank', of = gmv) =>
    shownAt(table, { row: [row], column: ['2026-01'], at: 0 }, { measure: of, show });
  expect(shown('b', 'share').value).toBe(30 / 120);
  expect(shown('a', 'running').value).toBe(31);
  expect([otherValue, 'b', 'a', null].map((row) => shown(row, 'rank').value)).toEqual([1, 2, 3, null]);
  expect(shown('a', 'running', buyers)).toMatchObject({ value: 1, as: 'value' });
  expect(shown('a', 'share', measure('aov', { kind: 'ratio' }))).toMatchObject({ value: 1, as: 'value' });
});

test('time runs along the picture wherever it was laid, and only honest pictures are drawn', () => {
  const picture = pictureOf(answer, view, [gmv]);
  expect(picture).toMatchObject({ along: 'month', categories: ['2026-01', '2026-02'], others: ['channel'] });
  expect(picture.series.map(({ keys, values }) => [keys[0], values])).toEqual([
    ['b', [30, 0]],
    ['a', [1, 7]],
    ['', [0, 0]],
    [otherValue, [99, 0]],
  ]);
  expect(picture.series[1]!.cells).toEqual([
    ['a', '2026-01'],
    ['a', '2026-02'],
  ]);
  const subject = subjectOf(picture, answer.dimensions, [gmv]);
  expect(kindOf({ chart: 'auto' }, subject)).toBe('line');
  expect(kindOf({ chart: 'pie' }, subject)).toBe('line');
  expect(isHonest('stacked-bar', subject)).toBe(true);
  expect(isHonest('stacked-bar', { ...subject, measures: [buyers] })).toBe(false);
  expect(isHonest('pie', { ...subject, dimensions: ['channel'], categories: 5 })).toBe(true);
  expect(isHonest('pie', { ...subject, dimensions: ['channel'], categories: 5, hasNegative: true })).toBe(
    false,
  );
  expect(isHonest('area', { ...subject, measures: [buyers] })).toBe(false);
});

test('a picture and its table say the same figures', () => {
  const picture = pictureOf(answer, view, [gmv]);
  const prepared = prepareChart('line', picture, {
    ...{ name: (_: string, value: string) => `<${value}>`, measureName: () => 'GMV' },
    ...{ figure: (_: Measure, value: number | null) => String(value), href: () => '/people' },
  });
  expect(prepared.table).toEqual({
    head: ['', '<b>', '<a>', '<>', `<${otherValue}>`],
    rows: [
      { cells: ['<2026-01>', '30', '1', '0', '99'], href: undefined },
      { cells: ['<2026-02>', '0', '7', '0', '0'], href: undefined },
    ],
  });
  const { series } = prepared.option as { series: { name: string; data: { value: number }[] }[] };
  expect(series.map((it) => it.data.map(({ value }) => value))).toEqual(
    picture.series.map(({ values }) => values),
  );
});

test('a cell opens the people it counts where the list can say who they are, and nothing else', () => {
  const days = { from: '2026-01-15', to: '2026-02-28' };
  const cellOf = (keys: (string | null)[], asked = 'buyers') =>
    peopleIn({ view, days, measure: asked, keys });
  expect(cellOf(['a', '2026-01'])).toEqual({
    ...{ as_of: '2026-02-28', ordered_from: '2026-01-15', ordered_to: '2026-01-31', ordered_channel: 'a' },
  });
  expect(cellOf([null, null])).toMatchObject({ ordered_from: '2026-01-15', ordered_to: '2026-02-28' });
  expect(cellOf(['a', '2026-02'], 'customers')).toEqual({ as_of: '2026-02-28', channel: 'a' });
  expect(cellOf([otherValue, null])).toBeUndefined();
  expect(cellOf(['a', null], 'cac')).toBeUndefined();
  const filters = [{ dimension: 'tier', values: ['金卡'], out: false }];
  const narrowed = withQuestion(view, { filters });
  expect(peopleIn({ view: narrowed, days, measure: 'gmv', keys: ['a', null] })).toMatchObject({
    tier: '金卡',
  });
  const out = withQuestion(view, { filters: [{ ...filters[0]!, out: true }] });
  expect(peopleIn({ view: out, days, measure: 'gmv', keys: ['a', null] })).toBeUndefined();
});

test('a band of a score opens those whose score lies in it, beside the rest of the cell', () => {
  const view = withQuestion(emptyView, { rows: ['churn-band', 'tier'], measures: ['customers'] });
  const filters = [{ dimension: 'value-band', values: ['3..3'], out: false }];
  const days = { from: '2026-01-15', to: '2026-02-28' };
  const ofCell = (keys: (string | null)[], measure = 'customers', asked = view) =>
    peopleIn({ view: asked, days, measure, keys });
  expect(ofCell(['0.6..0.8', '金卡'])).toEqual({
    ...{ as_of: '2026-02-28', tier: '金卡', score: 'churn-risk:0.6..0.8' },
  });
  expect(ofCell(['0.6..0.8', null], 'scored-customers', withQuestion(view, { filters }))).toEqual({
    ...{ as_of: '2026-02-28', score: 'churn-risk:0.6..0.8,value-band:3..3' },
  });
  expect(ofCell(['', '金卡']), 'no range says that somebody has no score').toBeUndefined();
  expect(ofCell([null, '金卡'], 'scored-customers')).toBeUndefined();
  expect(ofCell(['0.6..0.8', null], 'buyers')).toMatchObject({ ordered_from: '2026-01-15' });
});

test('ranges move with the calendar and end yesterday, fixed ones stand', () => {
  expect(daysOf('last-7-days', '2026-03-01')).toEqual({ from: '2026-02-22', to: '2026-02-28' });
  expect(daysOf('last-month', '2026-03-31')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  expect(daysOf('last-year', '2026-03-31')).toEqual({ from: '2025-01-01', to: '2025-12-31' });
  expect(daysOf('last-24-months', '2026-03-31')).toEqual({ from: '2024-04-01', to: '2026-03-31' });
  expect(daysOf('2011-01-01..2011-12-09', '2026-03-31')).toEqual({ from: '2011-01-01', to: '2011-12-09' });
  expect(daysOf('2011-13..x', '2026-03-31')).toEqual({ from: '2026-03-01', to: '2026-03-30' });
});
