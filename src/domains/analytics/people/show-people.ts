import type { PeopleOverview } from '../../../contract/people-overview.ts';
import type { Asking } from '../metrics/question.ts';
import { quadrants } from '../rfm/ask-quadrants.ts';
import { defaultThresholds, stages } from '../rfm/lifecycle-rules.ts';
import { type Counted, gridOf, groupsOf } from '../rfm/present-rfm.ts';
import type { Build } from './build-store.ts';
import { lastOf, lowest, orderEdges, spendEdges } from './density-rules.ts';
import { inBuild } from './use-people.ts';

export interface OverviewQuestion extends Asking {
  readonly build: Build;
}

/** Who the customers are as of the build's day, along everything a screen draws. One pass over the build a chart. */
export async function showPeople(question: OverviewQuestion): Promise<PeopleOverview> {
  const [rows, density] = await Promise.all([
    ask<ValueRow>(question, valuesSql),
    ask<DensityRow>(question, densitySql),
  ]);
  return present(question, rows.map(toCounted), density);
}

/** What people are counted by, as SQL of a text. */
const splits = {
  rfm: "if(r = 0, '', concat(toString(r), toString(f), toString(m), rfm_group))",
  quadrant: 'toString(quadrant)',
  stage: 'toString(stage)',
  province: 'toString(province)',
  channel: 'toString(channel)',
  tier: 'toString(tier)',
} as const;

type Split = keyof typeof splits;

const valuesSql = `SELECT split, value, sum(number) AS customers, sum(buying) AS buyers, sum(paid) AS orders, sum(net) AS net_sales
FROM (
${Object.entries(splits)
  .map(
    ([
      name,
      sql,
    ]) => `SELECT '${name}' AS split, ${sql} AS value, count() AS number, countIf(orders > 0) AS buying,
    sum(orders) AS paid, sum(net_minor) AS net FROM people WHERE ${inBuild} GROUP BY value`,
  )
  .join('\nUNION ALL\n')}
) GROUP BY split, value ORDER BY split, customers DESC, value`;

const densitySql = `SELECT order_bin, spend_bin, sum(number) AS customers, sum(net) AS net_sales
FROM (
  SELECT roundDown(toInt64(orders), ${whole(orderEdges)}) AS order_bin, roundDown(net_minor, ${whole(spendEdges)}) AS spend_bin,
    count() AS number, sum(net_minor) AS net
  FROM people WHERE ${inBuild} AND orders > 0 GROUP BY order_bin, spend_bin
) GROUP BY order_bin, spend_bin ORDER BY order_bin, spend_bin`;

function whole(edges: readonly number[]): string {
  return `[${edges.map((edge) => `toInt64(${edge})`).join(', ')}]`;
}

interface ValueRow extends Readonly<Record<'customers' | 'buyers' | 'orders' | 'net_sales', string>> {
  readonly split: Split;
  readonly value: string;
}

interface DensityRow
  extends Readonly<Record<'order_bin' | 'spend_bin' | 'customers' | 'net_sales', string>> {}

interface Value extends Counted {
  readonly split: Split;
  readonly value: string;
  readonly buyers: number;
}

const toCounted = (row: ValueRow): Value => ({
  ...{ split: row.split, value: row.value, customers: Number(row.customers), buyers: Number(row.buyers) },
  ...{ orders: Number(row.orders), netSales: Number(row.net_sales) },
});

function present(
  { build, shop }: OverviewQuestion,
  rows: readonly Value[],
  density: readonly DensityRow[],
): PeopleOverview {
  const of = (split: Split) => rows.filter((row) => row.split === split);
  const all = sumOf(of('stage'));
  const cells = of('rfm')
    .filter(({ value }) => value !== '')
    .map((row) => ({ ...row, ...scoresOf(row.value) }));
  return {
    ...{ as_of: build.asOf, counted_at: build.builtAt.toISOString(), currency: shop.currency },
    ...{ customers: all.customers, buyers: all.buyers, orders: all.orders, net_sales: all.netSales },
    average_net_sales: all.buyers === 0 ? null : all.netSales / all.buyers,
    ...{ groups: groupsOf(cells, (cell) => cell.group), cells: gridOf(cells) },
    frequency_cut: all.buyers === 0 ? null : build.medians.frequency,
    amount_cut: all.buyers === 0 ? null : build.medians.amount,
    quadrants: quadrants.map(({ code, name }) => ({
      ...{ code, name, label: quadrantLabels[code] },
      ...sumsOf(
        of('quadrant').filter((it) => it.value === code),
        all.buyers,
      ),
    })),
    density: density.map(toBin),
    stages: stages.map(({ code, label, definition }) => ({
      ...{ code, label, definition: definition(defaultThresholds) },
      ...sumsOf(
        of('stage').filter((it) => it.value === code),
        all.customers,
      ),
    })),
    provinces: valueRows(of('province'), all.customers),
    channels: valueRows(of('channel'), all.customers),
    tiers: valueRows(of('tier'), all.customers),
  };
}

const quadrantLabels = {
  'often-much': { zh: '高频高额', en: 'Often, much' },
  'often-little': { zh: '高频低额', en: 'Often, little' },
  'seldom-much': { zh: '低频高额', en: 'Seldom, much' },
  'seldom-little': { zh: '低频低额', en: 'Seldom, little' },
} as const;

const scoresOf = (value: string) => ({
  ...{ r: Number(value[0]), f: Number(value[1]), m: Number(value[2]), group: value.slice(3) },
});

const sumOf = (rows: readonly Value[]) =>
  rows.reduce(
    (sum, row) => ({
      ...{ customers: sum.customers + row.customers, buyers: sum.buyers + row.buyers },
      ...{ orders: sum.orders + row.orders, netSales: sum.netSales + row.netSales },
    }),
    { customers: 0, buyers: 0, orders: 0, netSales: 0 },
  );

function sumsOf(rows: readonly Value[], everybody: number) {
  const { customers, orders, netSales } = sumOf(rows);
  return { customers, share: everybody === 0 ? null : customers / everybody, orders, net_sales: netSales };
}

const valueRows = (rows: readonly Value[], everybody: number) =>
  rows.map((row) => ({ value: row.value, buyers: row.buyers, ...sumsOf([row], everybody) }));

function toBin(row: DensityRow): PeopleOverview['density'][number] {
  const [orders, spend] = [Number(row.order_bin), Number(row.spend_bin)];
  return {
    ...{ orders_from: orders, orders_to: lastOf(orderEdges, orders) },
    ...{ spend_from: spend === lowest ? null : spend, spend_to: lastOf(spendEdges, spend) },
    ...{ customers: Number(row.customers), net_sales: Number(row.net_sales) },
  };
}

function ask<Row>({ clickhouse, shop, build, signal }: OverviewQuestion, sql: string): Promise<Row[]> {
  return clickhouse.query<Row>({
    sql,
    shopId: shop.shopId,
    params: { slot: build.slot, build: build.build },
    ...(signal && { signal }),
  });
}
