import { endNode, type PathAnswer } from '../../contract/path.ts';
import { addDays, askPath, shopDay, usualDay } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand, type Language } from '../command.ts';
import { choice, day, shop, text, wholeNumber } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { percent, table } from '../table.ts';

/** `shuke paths`: what customers do after an event, or before it. */
export const command = engineCommand({
  name: 'paths',
  summary: { zh: '行为路径：某事件之后或之前做了什么', en: 'what customers do after an event, or before it' },
  options: {
    shop,
    'from-event': text('NAME', { zh: '从此事件开始', en: 'paths onwards from this event' }),
    'to-event': text('NAME', { zh: '到此事件为止', en: 'paths that lead to this event' }),
    depth: wholeNumber({ zh: '步数，默认 4', en: 'steps beside the event; 4 unless told' }, 1),
    top: wholeNumber(
      { zh: '每步单列几个，默认 6', en: 'events of a step shown one by one; 6 unless told' },
      1,
    ),
    loops: choice(['fold', 'keep'], {
      zh: '连续重复算一次 / 分别计',
      en: 'whether the same again at once is one',
    }),
    pages: choice(['group', 'together'], { zh: '页面分开 / 合在一起', en: 'pages by name, or all as one' }),
    from: day({ zh: '首日，默认到末日共 30 天', en: 'first day; 30 days up to the last unless told' }),
    to: day({
      zh: '末日，默认昨天；很久没有订单的店铺为最后一个有订单的日子',
      en: 'last day; yesterday unless told, or the last day with orders',
    }),
  },
  async run({ platform, options, language, signal, result }) {
    const { clickhouse, clock } = platform;
    const shop = await shopOf(platform, options.shop);
    const yesterday = addDays(shopDay(clock.now(), shop), -1);
    const last = options.to ?? (await usualDay({ clickhouse, shop, signal }, yesterday));
    const query = {
      ...{ from_event: options['from-event'], to_event: options['to-event'] },
      ...{ depth: atMost(options.depth, 10), top: atMost(options.top, 30) },
      ...{ loops: options.loops, pages: options.pages },
      ...{ from: options.from ?? addDays(last, -29), to: last },
    };
    const answer = orThrow(await askPath({ clickhouse, shop, signal, platform }, query));
    result(answer, () => sayPaths(answer, language));
  },
});

const atMost = (value: number | undefined, most: number): number | undefined =>
  value === undefined ? undefined : Math.min(value, most);

const heads = {
  zh: ['步', '从', '到', '访问', '占比', '客户'],
  en: ['step', 'from', 'to', 'visits', 'share', 'customers'],
} as const;

function sayPaths({ links, nodes, paths }: PathAnswer, language: Language): string {
  const labels = new Map(nodes.map((it) => [it.node, it.label[language]]));
  const name = (node: string) => (node === endNode ? `(${labels.get(node)})` : (labels.get(node) ?? node));
  const rows = links.map((it) => [
    String(it.level + 1),
    name(it.from),
    name(it.to),
    it.paths,
    percent(paths === 0 ? null : it.paths / paths),
    it.customers,
  ]);
  return `${paths}\n${table(heads[language], rows)}`;
}
