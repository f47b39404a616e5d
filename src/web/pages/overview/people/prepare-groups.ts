import type { Answer } from '../../../client/ask.ts';
import type { Prepared } from '../../../kit/charts/chart-data.ts';
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

/** RFM groups: area is customers, colour is what one of them is worth on average. */
export function prepareGroups(
  groups: readonly Group[],
  shop: string,
  { format, tokens, names }: Look,
): Prepared {
  const zh = format.language === 'zh-CN';
  const averages = groups.map((it) => it.average_net_sales ?? 0);
  const items = groups
    .filter((it) => it.customers > 0)
    .map((it) => {
      const step = rampStep(it.average_net_sales ?? 0, averages, tokens.ramp.length);
      return {
        name: zh ? it.name : it.label.en.split(':')[0]!,
        value: it.customers,
        href: customersAddress(shop, { rfm_group: it.code }),
        detail: `${format.number(it.customers)} · ${format.share(it.share)}`,
        group: it,
        itemStyle: { color: tokens.ramp[step]! },
        label: { color: inkOn(step, tokens) },
      };
    });
  return {
    option: {
      tooltip: {
        formatter: (it) =>
          tooltip((it as unknown as { data: (typeof items)[number] }).data, { format, names, zh }),
      },
      series: [
        {
          type: 'treemap',
          ...{
            left: 0,
            right: 0,
            top: 0,
            bottom: 0,
            roam: false,
            nodeClick: false,
            breadcrumb: { show: false },
          },
          itemStyle: { borderColor: tokens.surface, borderWidth: 2, gapWidth: 2 },
          label: {
            fontSize: 13,
            formatter: (it) => `${it.name}\n${(it.data as (typeof items)[number]).detail}`,
          },
          data: items,
        },
      ],
    },
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

function tooltip(
  { group, href: _ }: { group: Group; href: string },
  { format, names, zh }: Pick<Look, 'format' | 'names'> & { zh: boolean },
): string {
  const average = group.average_net_sales === null ? null : Math.round(group.average_net_sales);
  return [
    `<b>${zh ? group.label.zh : group.label.en}</b>`,
    `${names.customers} ${format.number(group.customers)} (${format.share(group.share)})`,
    `${names['net-sales']} ${format.money(group.net_sales, true)}`,
    `${names.average} ${format.money(average)}`,
  ].join('<br>');
}
