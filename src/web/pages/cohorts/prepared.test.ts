import { expect, test } from 'vitest';
import type { CohortsAnswer, CohortWorth } from '../../../contract/cohorts.ts';
import type { Prepared } from '../../kit/charts/chart-data.ts';
import { formatOf } from '../../kit/format/format-of.ts';
import type { Tokens } from '../../kit/theme/tokens.ts';
import { peopleOf } from './people-of.ts';
import { prepareCurves } from './prepare-curves.ts';
import { prepareWorth } from './prepare-worth.ts';
import { triangleQuestionOf, viewDefaults } from './view-rules.ts';

const format = formatOf('CNY', 'zh-CN');
const tokens = {
  accent: '#00f',
  muted: '#666',
  warn: '#a60',
  series: ['#00f', '#f80', '#0a0'],
} as never as Tokens;
const names = new Proxy({}, { get: (_, name) => `<${String(name)}>` }) as never;

const golden = ({ option, table }: Prepared): string =>
  `${JSON.stringify({ option, table }, (_, it) => (typeof it === 'function' ? 'function' : it), 1)}\n`;
const expectGolden = (prepared: Prepared, name: string) =>
  expect(golden(prepared)).toMatchFileSnapshot(`../../../../test/golden/charts/${name}.json`);

const cell = (offset: number, rate: number, whole = true) => ({ offset, whole, value: rate * 4, rate });
const point = (offset: number, rate: number) => ({ offset, cohorts: 1, customers: 4, value: rate * 4, rate });
const head = { whole: true, customers: 4 };
const answer: CohortsAnswer = {
  ...{ by: 'first-order', period: 'month', value: 'customers', activity: 'order', currency: 'CNY' },
  ...{ as_of: '2024-03-15', events_from: null, cost_known: null },
  rows: [
    {
      ...head,
      cohort: '2024-01',
      from: '2024-01-01',
      to: '2024-01-31',
      cells: [cell(0, 1), cell(1, 0.5), cell(2, 0.25, false)],
    },
    {
      ...head,
      cohort: '2024-02',
      from: '2024-02-01',
      to: '2024-02-29',
      cells: [cell(0, 1), cell(1, 0.75, false)],
    },
  ],
  curve: [point(0, 1), point(1, 0.5)],
  groups: [],
};

test('curves: what is not over is in none, and groups stand in the place of cohorts', async () => {
  const look = { format, tokens, names, nameOf: (it: string) => `[${it}]` };
  await expectGolden(prepareCurves(answer, look), 'cohort-curves');
  const groups = [{ value: '上海', customers: 3, curve: [point(0, 1)] }];
  const { table } = prepareCurves({ ...answer, groups }, look);
  expect(table.head).toEqual(['<offset>', '<overall>', '<cohorts>', '[上海]']);
  expect(table.rows.map((it) => it.cells[3])).toEqual(['100%', '–']);
});

test('worth: money, margin, CAC across and the mark where it is earned back', async () => {
  const worth = {
    overall: {
      ...{ customers: 4, spend: 4000, cac: 1000, cost_known: 1, payback_offset: 1 },
      points: [
        { offset: 0, whole: true, net_sales: 900, margin: 400 },
        { offset: 1, whole: true, net_sales: 2400, margin: 1100 },
      ],
    },
  } as CohortWorth;
  await expectGolden(prepareWorth(worth, { format, tokens, names }), 'cohort-worth');
});

test('a cell opens its people as of the same day, narrowed as the page is', () => {
  const place = { shop: 'demo', answer, narrowed: { category: '家居', channel: '' } };
  const search = new URL(`http://x${peopleOf(answer.rows[0]!, 2, place)}`).searchParams;
  expect(Object.fromEntries(search)).toEqual({
    ...{ channel: '', first_category: '家居', as_of: '2024-03-15' },
    cohort: 'first-order:month:2024-01-01:2:order',
  });
});

test('twelve cohorts up to the day; unknown is a filter, and activity is of customers only', () => {
  expect(
    triangleQuestionOf(
      { ...viewDefaults, value: 'margin', activity: 'visit', province: '(unknown)' },
      '2024-03-31',
    ),
  ).toEqual({
    ...{ by: 'first-order', period: 'month', from: '2023-04-01', as_of: '2024-03-31' },
    ...{ province: '', value: 'margin', activity: 'order' },
  });
  expect(triangleQuestionOf({ ...viewDefaults, period: 'week', cohorts: '6' }, '2024-03-31').from).toBe(
    '2024-02-25',
  );
});
