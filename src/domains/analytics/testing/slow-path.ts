import { endNode, otherNode, type PathQuery } from '../../../contract/path.ts';
import type { Behaviour } from './behaviour.ts';
import { happenedIn } from './slow-funnel.ts';

/** Paths read one visit after the other, from the definition. */

export interface Step {
  readonly customer: number;
  readonly time: number;
  readonly name: string;
  readonly page: string;
}

/** Events in their order; at one instant as their numbers are, which `order` knows. */
export function slowVisits(
  past: Behaviour,
  {
    gapMinutes,
    isIn,
    order,
  }: { gapMinutes: number; isIn: (time: number) => boolean; order: readonly string[] },
): Step[][] {
  const done = happenedIn(past)
    .filter((it) => it.name !== 'Order Placed' && isIn(it.time))
    .map((it): Step => ({ customer: it.customer, time: it.time, name: it.name, page: pageOf(it) }));
  const place = (it: Step) => order.indexOf(nameOf(it));
  return [...new Set(past.customers)].flatMap((customer) => {
    const own = done.filter((it) => it.customer === customer);
    own.sort((a, b) => a.time - b.time || place(a) - place(b));
    const visits: Step[][] = [];
    for (const step of own) {
      const last = visits.at(-1);
      if (last !== undefined && step.time <= last.at(-1)!.time + gapMinutes * 60_000) last.push(step);
      else visits.push([step]);
    }
    return visits;
  });
}

const pageOf = (it: { name: string; fields: Readonly<Record<string, string | number>> }): string =>
  it.name === 'Page Viewed' ? String(it.fields.path ?? '') : '';

const nameOf = ({ name, page }: Step): string => (page === '' ? name : `${name} ${page}`);

interface Link {
  readonly level: number;
  readonly from: string;
  readonly to: string;
  readonly customer: number;
  readonly spent: number;
}

const folded = (visit: readonly Step[]): Step[] =>
  visit.filter((it, n) => n === 0 || nameOf(visit[n - 1]!) !== nameOf(it));

/** The links of every path, in full. */
function linksOf(visits: readonly Step[][], query: PathQuery): Link[] {
  const { depth = 4, from_event: from, to_event: to, loops } = query;
  return visits.flatMap((whole) => {
    const visit = loops === 'keep' ? whole : folded(whole);
    const start = visit.findIndex((it) => [it.name, nameOf(it)].includes(from ?? to!));
    if (start < 0) return [];
    const path = from === undefined ? visit.slice(0, start + 1).reverse() : visit.slice(start);
    return path.slice(0, depth).map((step, level) => {
      const next = path[level + 1];
      const to = next === undefined ? endNode : nameOf(next);
      const spent = next === undefined ? 0 : Math.abs(next.time - step.time);
      return { level, from: nameOf(step), to, customer: step.customer, spent };
    });
  });
}

/** Names of a step that stand for themselves. */
function keptOf(
  names: readonly string[],
  { top, order }: { top: number; order: readonly string[] },
): Set<string> {
  const counts = new Map<string, number>();
  for (const name of names.filter((it) => it !== endNode)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || order.indexOf(a[0]) - order.indexOf(b[0]));
  return new Set(ranked.slice(0, top).map(([name]) => name));
}

/** Links as they are answered, with whose they are: sorted texts. */
export function slowLinks(visits: readonly Step[][], query: PathQuery, order: readonly string[]) {
  const links = linksOf(visits, query);
  const top = query.top ?? 6;
  const shown = (name: string, level: number, from: boolean): string => {
    const names = links
      .filter((it) => it.level === (from ? level : level - 1))
      .map((it) => (from ? it.from : it.to));
    return name === endNode || keptOf(names, { top, order }).has(name) ? name : otherNode;
  };
  const merged = new Map<string, { paths: number; spent: number; customers: Set<number> }>();
  for (const it of links) {
    const key = JSON.stringify([it.level, shown(it.from, it.level, true), shown(it.to, it.level + 1, false)]);
    const known = merged.get(key) ?? { paths: 0, spent: 0, customers: new Set<number>() };
    known.customers.add(it.customer);
    merged.set(key, { paths: known.paths + 1, spent: known.spent + it.spent, customers: known.customers });
  }
  return new Map(
    [...merged].map(([key, it]) => [key, { ...it, customers: [...it.customers].sort((a, b) => a - b) }]),
  );
}
