import { eventLabel } from '../../../contract/event-labels.ts';
import { endNode, otherNode, type PathAnswer } from '../../../contract/path.ts';
import type { Text } from '../../../platform/errors.ts';
import { END, OTHER, type PathPlan } from './path-sql.ts';
import { wordName } from './visit-words.ts';

/** Of a link (step of `a`), of a node (`a` at its step), or of all paths. 64-bit numbers are texts. */
export interface PathRow {
  readonly kind: 'all' | 'link' | 'node';
  readonly step: number;
  readonly a: string;
  readonly b: string;
  readonly number: string;
  readonly spent_ms: string;
  readonly customers: string;
}

export function presentPath(plan: PathPlan, rows: readonly PathRow[]): PathAnswer {
  const of = (kind: PathRow['kind']) => rows.filter((it) => it.kind === kind);
  const [all] = of('all');
  const links = of('link');
  return {
    ...{ from: plan.scope.from, to: plan.scope.to, direction: plan.isForward ? 'forward' : 'backward' },
    ...{ paths: Number(all?.number ?? 0), customers: Number(all?.customers ?? 0) },
    nodes: of('node').map((it) => ({
      ...{ level: it.step, node: nodeName(plan, it.a), label: nodeLabel(plan, it.a) },
      ...{ paths: Number(it.number), customers: Number(it.customers) },
      mean_seconds: dwellOf(plan, links, it),
    })),
    links: links.map((it) => ({
      ...{ level: it.step, from: nodeName(plan, it.a), to: nodeName(plan, it.b) },
      ...{ paths: Number(it.number), customers: Number(it.customers) },
      mean_seconds: isEnd(it.b) ? null : Number(it.spent_ms) / Number(it.number) / 1000,
    })),
  };
}

const isEnd = (number: string): boolean => Number(number) === END;

/** How long a node was stayed at: from it to what came next in time, on the link behind it or, backwards, before it. */
function dwellOf(plan: PathPlan, links: readonly PathRow[], node: PathRow): number | null {
  const left = links.filter((it) => {
    if (isEnd(it.b)) return false;
    return plan.isForward
      ? it.step === node.step && it.a === node.a
      : it.step + 1 === node.step && it.b === node.a;
  });
  const paths = left.reduce((sum, it) => sum + Number(it.number), 0);
  return paths === 0 ? null : left.reduce((sum, it) => sum + Number(it.spent_ms), 0) / paths / 1000;
}

function nodeName({ words }: PathPlan, number: string): string {
  if (Number(number) === END) return endNode;
  if (Number(number) === OTHER) return otherNode;
  return wordName(words[Number(number) - 1]!);
}

function nodeLabel({ words, isForward }: PathPlan, number: string): Text {
  if (Number(number) === OTHER) return { zh: '其他', en: 'Other' };
  if (Number(number) === END)
    return isForward ? { zh: '离开', en: 'Visit ends' } : { zh: '进入', en: 'Visit begins' };
  const { name, page } = words[Number(number) - 1]!;
  return page === '' ? eventLabel(name) : { zh: page, en: page };
}

/** The number of a node as it is called; of none there is, a number nothing has. */
export function nodeNumber({ words }: PathPlan, node: string): number {
  if (node === endNode) return END;
  if (node === otherNode) return OTHER;
  const at = words.findIndex((it) => wordName(it) === node);
  return at < 0 ? OTHER - 1 : at + 1;
}
