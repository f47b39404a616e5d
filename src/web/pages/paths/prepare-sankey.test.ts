import { expect, test } from 'vitest';
import { endNode, otherNode } from '../../../contract/path.ts';
import { formatOf } from '../../kit/format/format-of.ts';
import { prepareSankey } from './prepare-sankey.ts';

/** What the picture of paths is given, whole: a change of it is read in the golden files before it is committed. */

const names = new Proxy({}, { get: (_, name) => `<${String(name)}>` }) as never;
const tokens = { series: ['#00f', '#f80'], muted: '#666', border: '#ddd', text: '#000' };
const look = { format: formatOf('CNY', 'zh-CN'), names, tokens, sayLength: (it: number | null) => `${it} s` };

const node = (level: number, name: string, zh: string, paths: number) => ({
  ...{ level, node: name, label: { zh, en: name }, paths, customers: paths, mean_seconds: 60 },
});
const link = (level: number, from: string, to: string, paths: number) => ({
  ...{ level, from, to, paths, customers: paths, mean_seconds: to === endNode ? null : 60 },
});

const answer = {
  ...{ from: '2026-01-01', to: '2026-01-31', direction: 'forward' as const, paths: 10, customers: 8 },
  nodes: [
    node(0, 'A', '甲', 10),
    node(1, 'B', '乙', 6),
    node(1, otherNode, '其他', 1),
    node(1, endNode, '离开', 3),
  ],
  links: [link(0, 'A', 'B', 6), link(0, 'A', otherNode, 1), link(0, 'A', endNode, 3)],
};
const question = {
  ...{
    from: '2026-01-01',
    to: '2026-01-31',
    depth: 1,
    top: 1,
    loops: 'fold' as const,
    pages: 'group' as const,
  },
};

const golden = (it: object): string => `${JSON.stringify(it, null, 1)}\n`;

test('onwards: columns from the event on, each link with its people', async () => {
  const prepared = prepareSankey({ shop: 'demo', answer, question: { ...question, from_event: 'A' } }, look);
  await expect(golden(prepared)).toMatchFileSnapshot('../../../../test/golden/charts/sankey.json');
  expect(prepared.table.rows).toHaveLength(3);
});

test('back: the event stands last, and links run the way time did', () => {
  const { option } = prepareSankey(
    { shop: 'demo', answer: { ...answer, direction: 'backward' }, question: { ...question, to_event: 'A' } },
    look,
  );
  const [series] = option.series as {
    data: { depth: number }[];
    links: { source: string; target: string }[];
  }[];
  expect(series!.data.map(({ depth }) => depth)).toEqual([1, 0, 0, 0]);
  expect(series!.links[0]).toMatchObject({ source: '1 B', target: '0 A' });
});
