import { expect, test } from 'vitest';
import { expectGoldenChart, goldenLook } from '../../kit/charts/testing/golden-chart.ts';
import { type Growth, prepareGrowth } from './prepare-growth.ts';
import { prepareKinds } from './prepare-kinds.ts';

const period = { customers: 10, invitations: 20, invitations_per_customer: 2, conversion: 0.15, k: 0.3 };
const growth = {
  ...{ by: 'month', from: '2026-01-15', to: '2026-02-20' },
  periods: [
    { ...period, period: '2026-01-01', newcomers: 3 },
    { ...period, period: '2026-02-01', newcomers: 0, conversion: null, k: null },
  ],
} as unknown as Growth;

test('growth: newcomers open their period within the days asked for; nobody opens nothing', async () => {
  const prepared = prepareGrowth(growth, { ...goldenLook, shop: 'demo' });
  await expectGoldenChart(prepared, 'social-growth');
  const days = new URLSearchParams(prepared.table.rows[0]!.href!.split('?')[1]).get('behaviour');
  expect(days).toBe('growth?from=2026-01-15&to=2026-01-31&side=newcomers');
  expect(prepared.table.rows[1]!.href).toBeUndefined();
});

test('growth: who may not see customers is led nowhere', () => {
  const { table } = prepareGrowth(growth, { ...goldenLook, shop: undefined });
  expect(table.rows.map(({ href }) => href)).toEqual([undefined, undefined]);
});

test('kinds: those brought beside those won, what they paid in the table', async () => {
  const kinds = [
    { kind: 'group-buy', brought: 12, won: 5, value: 120_000 },
    { kind: 'share', brought: 0, won: 0, value: 0 },
  ] as const;
  const look = { ...goldenLook, nameOf: (kind: string) => `[${kind}]` };
  await expectGoldenChart(prepareKinds(kinds, look), 'social-kinds');
});
