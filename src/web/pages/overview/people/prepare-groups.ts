import type { Answer } from '../../../client/ask.ts';
import type { ChartTable } from '../../../kit/charts/chart-data.ts';
import type { TreemapCell } from '../../../kit/charts/treemap.tsx';
import { customersAddress } from '../../../kit/customers-address.ts';
import type { Format } from '../../../kit/format/format-of.ts';
import type { Tokens } from '../../../kit/theme/tokens.ts';

export type People = Answer<'/api/shops/{shop}/analytics/people'>;
type Group = People['groups'][number];

interface Look {
  readonly format: Format;
  readonly tokens: Tokens;
  readonly names: Readonly<Record<'group' | 'customers' | 'share' | 'net-sales' | 'average', string>>;
}

/** The step of the ramp an average stands on among all of them: the dearest group is the darkest. */
function rampStep(value: number, all: readonly number[], steps: number): number {
  const below = all.filter((it) => it < value).length;
  return Math.min(steps - 1, Math.floor((below / Math.max(1, all.length)) * steps));
}

/** What a treemap is made of, and the same as a table. */
export interface PreparedGroups {
  readonly cells: readonly TreemapCell[];
  readonly table: ChartTable;
}

/** RFM groups: area is customers, colour is what one of them is worth on average. */
export function prepareGroups(groups: readonly Group[], shop: string, look: Look): PreparedGroups {
  const { format, tokens, names } = look;
  const zh = format.language === 'zh-CN';
  const averages = groups.map((it) => it.average_net_sales ?? 0);
  const cells = groups
    .filter((it) => it.customers > 0)
    .toSorted((a, b) => b.customers - a.customers)
    .map((it) => {
      const step = rampStep(it.average_net_sales ?? 0, averages, tokens.ramp.length);
      return {
        name: zh ? it.name : it.label.en.split(':')[0]!,
        value: it.customers,
        href: customersAddress(shop, { rfm_group: it.code }),
        detail: `${format.number(it.customers)} · ${format.share(it.share)}`,
        title: titleOf(it, look),
        ...{ color: tokens.ramp[step]!, ink: inkOn(step, tokens) },
      };
    });
  return {
    cells,
    table: {
      head: [names.group, names.customers, names.share, names['net-sales'], names.average],
      rows: groups.map((it) => ({
        cells: [
          zh ? it.label.zh : it.label.en,
          format.number(it.customers),
          format.share(it.share),
          format.money(it.net_sales),
          format.money(it.average_net_sales === null ? null : Math.round(it.average_net_sales)),
        ],
        href: customersAddress(shop, { rfm_group: it.code }),
      })),
    },
  };
}

/** Ink that reads on a step of the ramp: white on the darkest of the light theme, dark on the brightest of the dark one. */
function inkOn(step: number, tokens: Tokens): string {
  if (tokens.mode === 'light') return step >= 3 ? '#ffffff' : '#14213d';
  return step >= 3 ? '#0b1220' : '#e8edf7';
}

function titleOf(group: Group, { format, names }: Look): string {
  const average = group.average_net_sales === null ? null : Math.round(group.average_net_sales);
  return [
    format.language === 'zh-CN' ? group.label.zh : group.label.en,
    `${names.customers} ${format.number(group.customers)} (${format.share(group.share)})`,
    `${names['net-sales']} ${format.money(group.net_sales, true)}`,
    `${names.average} ${format.money(average)}`,
  ].join('\n');
}
