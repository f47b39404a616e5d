import { writeBehaviour } from '../../../contract/behaviour-people.ts';
import { endNode, otherNode } from '../../../contract/path.ts';
import type { Prepared } from '../../kit/charts/chart-data.ts';
import { customersAddress } from '../../kit/customers-address.ts';
import type { Format } from '../../kit/format/format-of.ts';
import type { Tokens } from '../../kit/theme/tokens.ts';
import type { PathAnswer, PathQuestion } from './use-path-question.ts';

interface SankeyData {
  readonly shop: string;
  readonly answer: PathAnswer;
  readonly question: PathQuestion;
}

interface Look {
  readonly format: Format;
  readonly names: Readonly<
    Record<'step' | 'from' | 'to' | 'visits' | 'share' | 'customers' | 'time', string>
  >;
  readonly tokens: Pick<Tokens, 'series' | 'muted' | 'border' | 'text'>;
  readonly sayLength: (seconds: number | null) => string;
}

type Node = PathAnswer['nodes'][number];
type Link = PathAnswer['links'][number];

const keyOf = (level: number, node: string): string => `${level} ${node}`;

/** Columns of a step each, from the event on; backwards the event stands on the right. One event has one colour everywhere. */
export function prepareSankey(data: SankeyData, look: Look): Prepared {
  const { answer, question } = data;
  const { format } = look;
  const language = format.language === 'zh-CN' ? 'zh' : 'en';
  const labels = new Map(answer.nodes.map((it) => [it.node, it.label[language]]));
  const isBack = answer.direction === 'backward';
  const colours = coloursOf(answer.nodes, look);
  const href = (part: { level: number; node: string; next?: string }) =>
    customersAddress(data.shop, { behaviour: writeBehaviour('path', { ...question, ...part }) });
  const ends = (it: Link) => [keyOf(it.level, it.from), keyOf(it.level + 1, it.to)] as const;
  return {
    option: {
      tooltip: { trigger: 'item' },
      series: [
        {
          type: 'sankey',
          ...{
            left: 8,
            right: 150,
            top: 8,
            bottom: 8,
            nodeGap: 10,
            nodeWidth: 12,
            draggable: false,
            layoutIterations: 0,
          },
          emphasis: { focus: 'adjacency' },
          label: { color: look.tokens.text, fontSize: 12, width: 150, overflow: 'truncate' },
          lineStyle: { color: 'gradient', opacity: 0.28, curveness: 0.5 },
          data: answer.nodes.map((it) => ({
            name: keyOf(it.level, it.node),
            depth: isBack ? question.depth - it.level : it.level,
            itemStyle: { color: colours.get(it.node)! },
            label: { formatter: `${it.label[language]} ${format.number(it.paths, true)}` },
            tooltip: { formatter: sayNode(it, answer, look) },
            href: href({ level: it.level, node: it.node }),
          })),
          links: answer.links.map((it) => {
            const [one, other] = ends(it);
            return {
              ...(isBack ? { source: other, target: one } : { source: one, target: other }),
              value: it.paths,
              tooltip: {
                formatter: `${labels.get(it.from)} → ${labels.get(it.to)}: ${format.number(it.paths)} · ${format.share(it.paths / answer.paths)}`,
              },
              href: href({ level: it.level, node: it.from, next: it.to }),
            };
          }),
        },
      ],
    },
    table: {
      head: [
        '',
        look.names.step,
        look.names.from,
        look.names.to,
        look.names.visits,
        look.names.share,
        look.names.customers,
        look.names.time,
      ],
      rows: answer.links.map((it, n) => ({
        cells: [
          String(n + 1),
          format.number(it.level + 1),
          labels.get(it.from) ?? '',
          labels.get(it.to) ?? '',
          format.number(it.paths),
          format.share(it.paths / answer.paths),
          format.number(it.customers),
          look.sayLength(it.mean_seconds),
        ],
        href: href({ level: it.level, node: it.from, next: it.to }),
      })),
    },
  };
}

const sayNode = (it: Node, { paths }: PathAnswer, { format, names, sayLength }: Look): string =>
  [
    `${it.label[format.language === 'zh-CN' ? 'zh' : 'en']}`,
    `${names.visits}: ${format.number(it.paths)} · ${format.share(it.paths / paths)}`,
    `${names.customers}: ${format.number(it.customers)}`,
    `${names.time}: ${sayLength(it.mean_seconds)}`,
  ].join('<br/>');

/** What is no event is grey; of the others the most frequent have colours of their own. */
function coloursOf(nodes: readonly Node[], { tokens }: Look): Map<string, string> {
  const sums = new Map<string, number>();
  for (const it of nodes) sums.set(it.node, (sums.get(it.node) ?? 0) + it.paths);
  const events = [...sums]
    .filter(([node]) => node !== endNode && node !== otherNode)
    .sort((a, b) => b[1] - a[1]);
  return new Map([
    [endNode, tokens.border],
    [otherNode, tokens.muted],
    ...events.map(([node], n): [string, string] => [node, tokens.series[n % tokens.series.length]!]),
  ]);
}
