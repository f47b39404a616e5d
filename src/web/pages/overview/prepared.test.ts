import { expect, test } from 'vitest';
import { formatOf } from '../../kit/format/format-of.ts';
import type { Tokens } from '../../kit/theme/tokens.ts';
import { prepareGroups } from './people/prepare-groups.ts';
import { prepareScatter } from './people/prepare-scatter.ts';
import { prepareTiers } from './people/prepare-tiers.ts';
import type { Range } from './range-rules.ts';
import { prepareNewReturning } from './trend/prepare-new-returning.ts';
import { bestPeriod, prepareTrend } from './trend/prepare-trend.ts';

/** What charts are given, whole: a change of it is read in the golden files before it is committed. */

const format = formatOf('CNY', 'zh-CN');
const tokens: Tokens = {
  ...{ mode: 'light', accent: '#00f', accentSoft: '#eef', text: '#000', muted: '#666', surface: '#fff' },
  ...{ page: '#f4f4f4', border: '#ddd', red: '#c00', green: '#080', warn: '#a60', font: 'sans' },
  ...{ series: ['#00f', '#f80'], ramp: ['#1', '#2', '#3', '#4', '#5'] },
};
const names = new Proxy({}, { get: (_, name) => `<${String(name)}>` }) as never;
const look = { format, tokens, names };

/** As text; functions are what they make of a number. */
const golden = (prepared: object): string =>
  `${JSON.stringify(prepared, (_, it) => (typeof it === 'function' ? 'function' : it), 1)}\n`;

const expectGolden = (prepared: object, name: string) =>
  expect(golden(prepared)).toMatchFileSnapshot(`../../../../test/golden/charts/${name}.json`);

const range: Range = { preset: 'custom', from: '2026-11-09', to: '2026-11-12', by: 'day' };
const days = ['2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12'];
const points = (values: (number | null)[]) => days.map((period, n) => ({ period, value: values[n] ?? null }));

test('trend: sales, buyers, what they are compared with, the occasion marked', async () => {
  const data = {
    shop: 'demo',
    range,
    sales: points([100_00, 0, 123_456_78, 50]),
    buyers: points([3, 0, 900, 1]),
  };
  const campaigns = [
    { campaign: '会员抢先', from: '2026-11-09' },
    { campaign: '返场', from: '2026-11-12' },
    { campaign: '更早', from: '2026-11-01' },
  ];
  const earlier = points([5, 6]).slice(0, 3);
  await expectGolden(prepareTrend({ ...data, earlier, campaigns }, look), 'trend');
  const alone = prepareTrend(data, look);
  expect(alone.table.head).toHaveLength(3);
});

test('the best period is the first of the highest; nothing sold has none', () => {
  expect(bestPeriod(points([1, 7, 7, 2]))).toEqual({ period: '2026-11-10', value: 7 });
  expect(bestPeriod(points([0, 0]))).toBeUndefined();
  expect(bestPeriod([])).toBeUndefined();
});

test('new and returning: what is neither is shown only where it is something', async () => {
  const rows = [
    { period: days[0]!, 'new-returning': 'new', value: 100 },
    { period: days[0]!, 'new-returning': 'returning', value: 300 },
    { period: days[1]!, 'new-returning': 'guest', value: 50 },
    { period: days[1]!, 'new-returning': 'none', value: -20 },
  ];
  await expectGolden(prepareNewReturning({ shop: 'demo', rows, range }, look), 'new-returning');
  const known = prepareNewReturning({ shop: 'demo', rows: rows.slice(0, 2), range }, look);
  expect(known.table.head).toEqual(['<period>', '<returning>', '<new>', '<returning-share>']);
  expect(known.table.rows[0]!.cells.at(-1)).toBe('75%');
});

const group = (code: string, customers: number, average: number | null) => ({
  ...{
    code,
    name: code,
    label: { zh: `${code}客户`, en: `${code}: more` },
    customers,
    share: customers / 100,
  },
  ...{ orders: customers, net_sales: customers * (average ?? 0), average_net_sales: average },
});

test('groups: area is customers, colour the average, nobody is not drawn but listed', async () => {
  const groups = [group('a', 60, 900.4), group('b', 40, 20), group('c', 0, null)];
  await expectGolden(prepareGroups(groups, 'demo', look), 'groups');
});

test('scatter: bins in the middle of their edges, cuts drawn, each point opens exactly its bin', async () => {
  const density = [
    { orders_from: 1, orders_to: 1, spend_from: null, spend_to: 0, customers: 4, net_sales: 0 },
    { orders_from: 2, orders_to: 2, spend_from: 10_000, spend_to: 14_999, customers: 16, net_sales: 1 },
    { orders_from: 100, orders_to: null, spend_from: 1_000_000, spend_to: null, customers: 1, net_sales: 1 },
  ];
  const data = { density, frequency_cut: 2, amount_cut: 11_960, currency: 'CNY' };
  const prepared = prepareScatter(data, 'demo', look);
  await expectGolden(prepared, 'scatter');
  expect(prepared.table.rows.map((it) => it.href?.split('?')[1])).toEqual([
    'orders_from=1&orders_to=1&spend_to=0',
    'orders_from=2&orders_to=2&spend_from=10000&spend_to=14999',
    'orders_from=100&spend_from=1000000',
  ]);
  const none = prepareScatter({ ...data, density: [], frequency_cut: null, amount_cut: null }, 'demo', look);
  expect(none.table.rows).toEqual([]);
});

test('tiers: the widest is the whole width, few are still seen, nobody is not drawn; without any there is no picture', async () => {
  const tier = (value: string, customers: number) => ({ value, customers, share: customers / 1011 });
  const tiers = [tier('钻石', 1), tier('金卡', 10), tier('银卡', 0), tier('', 1000)];
  const bars = prepareTiers(tiers, 'demo', format);
  await expect(`${JSON.stringify(bars, undefined, 1)}\n`).toMatchFileSnapshot(
    '../../../../test/golden/charts/tiers.json',
  );
  expect(prepareTiers([tier('', 1011)], 'demo', format)).toEqual([]);
});
