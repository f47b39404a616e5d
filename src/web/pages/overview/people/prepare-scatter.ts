import { placesOf } from '../../../../contract/currency.ts';
import type { Prepared } from '../../../kit/charts/chart-data.ts';
import { customersAddress } from '../../../kit/customers-address.ts';
import type { Format } from '../../../kit/format/format-of.ts';
import type { Tokens } from '../../../kit/theme/tokens.ts';
import type { People } from './prepare-groups.ts';

type Bin = People['density'][number];
type Data = Pick<People, 'density' | 'frequency_cut' | 'amount_cut' | 'currency'>;

interface Look {
  readonly format: Format;
  readonly tokens: Tokens;
  readonly names: Readonly<
    Record<
      'orders' | 'spend' | 'customers' | 'bin' | 'cut-orders' | 'cut-spend' | 'or-less' | 'or-more',
      string
    >
  >;
}

/** Where a bin stands: the middle of its edges as the eye sees them on a scale of ratios. */
const middle = (from: number, to: number | null): number =>
  Math.sqrt(from * Math.max(from, to ?? from * 1.5));

/** Area of a point is its customers: twice the people, twice the ink. */
const size = (customers: number, most: number): number => 5 + 33 * Math.sqrt(customers / most);

/** Buyers by how often and how much, in bins; the cuts of the quadrants drawn. Each point opens its people. */
export function prepareScatter(data: Data, shop: string, { format, tokens, names }: Look): Prepared {
  const unit = 10 ** placesOf(data.currency);
  const most = Math.max(1, ...data.density.map((it) => it.customers));
  const lowest = Math.min(...data.density.map((it) => it.spend_from ?? Number.POSITIVE_INFINITY), unit * 100);
  // What is nothing or less has no place on a scale of ratios: it stands at its foot.
  const spend = (it: Bin) =>
    (it.spend_from === null ? lowest / 2 : middle(it.spend_from, it.spend_to)) / unit;
  const items = data.density.map((it) => ({
    name: binName(it, { format, names }),
    value: [middle(it.orders_from, it.orders_to), spend(it), it.customers],
    symbolSize: size(it.customers, most),
    href: addressOf(it, shop),
  }));
  return {
    canWalk: true,
    option: {
      grid: { left: 8, right: 24, top: 28, bottom: 20, containLabel: true },
      tooltip: {
        formatter: (it) => {
          const { name, value } = it as unknown as (typeof items)[number];
          return `${name}<br>${names.customers} ${format.number(value[2] ?? null)}`;
        },
      },
      xAxis: {
        type: 'log',
        name: names.orders,
        nameLocation: 'middle',
        nameGap: 24,
        min: 0.8,
        minorTick: { show: false },
        axisLabel: { formatter: (it: number) => (it < 1 ? '' : format.number(it)) },
      },
      yAxis: {
        type: 'log',
        name: names.spend,
        axisLabel: { formatter: (it: number) => format.axisMoney(it * unit) },
      },
      series: [
        {
          type: 'scatter',
          data: items,
          itemStyle: { color: tokens.accent, opacity: 0.65 },
          markLine: cuts(data, unit, { tokens, names }),
        },
      ],
    },
    table: {
      head: [names.bin, names.customers],
      rows: data.density.map((it, n) => ({
        cells: [items[n]!.name, format.number(it.customers)],
        href: items[n]!.href,
      })),
    },
  };
}

function binName(it: Bin, { format, names }: Pick<Look, 'format' | 'names'>): string {
  const orders =
    it.orders_to === null ? `${it.orders_from}+` : [...new Set([it.orders_from, it.orders_to])].join('–');
  if (it.spend_from === null)
    return `${names.orders} ${orders} · ${format.money(it.spend_to)} ${names['or-less']}`;
  const from = format.money(it.spend_from);
  const spend =
    it.spend_to === null ? `${from} ${names['or-more']}` : `${from} – ${format.money(it.spend_to)}`;
  return `${names.orders} ${orders} · ${spend}`;
}

const addressOf = (it: Bin, shop: string): string =>
  customersAddress(shop, {
    orders_from: it.orders_from,
    ...(it.orders_to !== null && { orders_to: it.orders_to }),
    ...(it.spend_from !== null && { spend_from: it.spend_from }),
    ...(it.spend_to !== null && { spend_to: it.spend_to }),
  });

/** Often is more orders than the median, so the line stands between it and the next whole number. */
function cuts(
  { frequency_cut: often, amount_cut: much }: Data,
  unit: number,
  { tokens, names }: Pick<Look, 'tokens' | 'names'>,
) {
  const style = { lineStyle: { color: tokens.warn, type: 'dashed' as const } };
  return {
    symbol: 'none',
    silent: true,
    label: { color: tokens.warn, formatter: '{b}', position: 'insideEndTop' as const },
    data: [
      ...(often === null ? [] : [{ name: names['cut-orders'], xAxis: often + 0.5, ...style }]),
      ...(much === null || much <= 0 ? [] : [{ name: names['cut-spend'], yAxis: much / unit, ...style }]),
    ],
  };
}
